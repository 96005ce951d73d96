/** Layouts before and after formatting. */
import { describe, expect, test } from 'vitest'
import { formatEdits } from '../../server/features/format.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect } from '../../server/syntax/tree.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { edited, FOUR, formatted } from './formatted.ts'

/** Margins: the texts stand between bars, so that blanks at either end can be seen. */
const written = (text: string): string =>
  text
    .replace(/^\n/, '')
    .replace(/^ *\|(.*?)\|?$/gm, '$1')
    .replace(/\n *$/, '\n')

function check(dialect: Dialect, before: string, after: string, options = FOUR): void {
  const text = formatted(dialect, written(before), options)
  expect(text).toBe(written(after))
  expect(formatted(dialect, text, options)).toBe(text)
}

describe('nginx', () => {
  test.each<readonly [name: string, before: string, after: string]>([
    [
      'blocks are indented, one level each',
      `
      |http {
      |server {
      |      listen 80;
      |  location / {
      |return 200;
      |  }
      |}
      |  }
      `,
      `
      |http {
      |    server {
      |        listen 80;
      |        location / {
      |            return 200;
      |        }
      |    }
      |}
      `,
    ],
    [
      'of blocks that begin on one line, only one counts',
      `
      |http { server {
      |listen 80;
      |}}
      |events { worker_connections 8; }
      |stream {
      |server { listen 81; } server {
      |listen 82;
      |} }
      `,
      `
      |http { server {
      |    listen 80;
      |}}
      |events { worker_connections 8; }
      |stream {
      |    server { listen 81; } server {
      |        listen 82;
      |    } }
      `,
    ],
    [
      'a brace on a line of its own stands below its block',
      `
      |  server
      |    {
      |  listen 80;
      |    }
      `,
      `
      |server
      |{
      |    listen 80;
      |}
      `,
    ],
    [
      'blanks at the end of lines go, also those of comments',
      `
      |events {}   |
      |# a\t |
      |   |
      |user  nginx;\t|
      `,
      `
      |events {}
      |# a
      |
      |user nginx;
      `,
    ],
    [
      'two empty lines are enough, and none at the end',
      `
      |
      |user a;
      |
      |
      |
      |
      |pid b;
      |
      |
      |events {}
      |
      |  |
      |
      `,
      `
      |
      |user a;
      |
      |
      |pid b;
      |
      |
      |events {}
      `,
    ],
    [
      'columns that line up with a line above or below stay, other wide gaps become one blank',
      `
      |worker_processes  auto;
      |
      |error_log  /var/log/error.log notice;
      |pid        /run/nginx.pid;
      |http {
      |  sendfile        on;
      |  #tcp_nopush     on;
      |
      |  keepalive_timeout  65;
      |  map $a   $b {
      |    default    x;
      |    long-one   y;
      |    other   z;
      |  }
      |  upstream  a   { server b:80   weight=2; }
      |  proxy_set_header  Host $host;
      |}
      `,
      `
      |worker_processes auto;
      |
      |error_log  /var/log/error.log notice;
      |pid        /run/nginx.pid;
      |http {
      |    sendfile        on;
      |    #tcp_nopush     on;
      |
      |    keepalive_timeout 65;
      |    map $a $b {
      |        default    x;
      |        long-one   y;
      |        other z;
      |    }
      |    upstream a { server b:80 weight=2; }
      |    proxy_set_header Host $host;
      |}
      `,
    ],
    [
      'comments behind statements keep their distance, and what hangs below them follows',
      `
      |server {
      |  listen 80;      # the first
      |                  # and its second line
      |  listen  8080;   # aligned
      |  listen   81; # other
      |  # not below it
      |}
      `,
      `
      |server {
      |    listen 80;      # the first
      |                    # and its second line
      |    listen  8080;   # aligned
      |    listen 81; # other
      |    # not below it
      |}
      `,
    ],
    [
      'tabs between words stay where the line above or below has some, as nobody knows what they were worth',
      `
      |server {
      |  listen\t80;
      |  root\t\t/srv;
      |
      |  gzip\t on;
      |  # one\tof many
      |  etag\t\ton;
      |}
      |# a\tb
      |events { } # c
      |user\ta;\t# d
      `,
      `
      |server {
      |    listen\t80;
      |    root\t\t/srv;
      |
      |    gzip\t on;
      |    # one\tof many
      |    etag\t\ton;
      |}
      |# a\tb
      |events { } # c
      |user a;  # d
      `,
    ],
    [
      'a comment at the left edge that has its own indentation is a line switched off: it stays there',
      `
      |http {
      |server {
      |#    listen 80;
      |#listen 81;
      |#\tlisten 82;
      |# listen 83;
      |server_name a
      |#    b
      |    c;
      |}
      |}
      `,
      `
      |http {
      |    server {
      |#    listen 80;
      |        #listen 81;
      |#\tlisten 82;
      |        # listen 83;
      |        server_name a
      |#    b
      |            c;
      |    }
      |}
      `,
    ],
    [
      'what is aligned with a line switched off stays so',
      `
      |upstream api {
      |  server  a:80 weight=2;
      |#  server  b:80 weight=1;
      |
      |  keepalive   16;
      |  # queue     10;
      |}
      `,
      `
      |upstream api {
      |    server  a:80 weight=2;
      |#  server  b:80 weight=1;
      |
      |    keepalive   16;
      |    # queue     10;
      |}
      `,
    ],
    [
      'a statement of several lines moves as a whole, its other lines further right than its first',
      `
      |http {
      |log_format  main  '$host '
      |                  '$status';
      |  server_name
      |  a
      |    b
      |  # note
      |  ;
      |      try_files $uri
      |        # between
      |                =404;
      |}
      `,
      `
      |http {
      |    log_format  main  '$host '
      |                      '$status';
      |    server_name
      |        a
      |          b
      |        # note
      |    ;
      |    try_files $uri
      |      # between
      |              =404;
      |}
      `,
    ],
    [
      'nothing within quotes changes, over several lines or not',
      `
      |http {
      |log_format a 'x   y
      |  z  |
      |
      |
      |
      |end'   b;
      |set $a  "{  }";
      |  }
      `,
      `
      |http {
      |    log_format a 'x   y
      |  z  |
      |
      |
      |
      |end'   b;
      |    set $a "{  }";
      |}
      `,
    ],
    [
      'escaped blanks and line feeds belong to their word',
      `
      |location /a\\ \\ b {
      |set   $a   b\\ ;
      |root /x\\
      |y;
      |}
      `,
      `
      |location /a\\ \\ b {
      |    set $a b\\ ;
      |    root /x\\
      |y;
      |}
      `,
    ],
    [
      'Lua bodies stay, only the brace that ends one moves with its block',
      `
      |location / {
      |content_by_lua_block {  |
      |  local t = [[
      |    }   ]]  |
      |    -- }
      |
      |
      |
      |  ngx.say(t)
      |  }
      |access_by_lua_block { return   1 }
      |log_by_lua_block {
      |  local x = 1 }
      |}
      `,
      `
      |location / {
      |    content_by_lua_block {  |
      |  local t = [[
      |    }   ]]  |
      |    -- }
      |
      |
      |
      |  ngx.say(t)
      |    }
      |    access_by_lua_block { return   1 }
      |    log_by_lua_block {
      |  local x = 1 }
      |}
      `,
    ],
  ])('%s', (_name, before, after) => check('nginx', before, after))

  test('with tabs, what is aligned stays so, whatever a tab is worth', () => {
    check(
      'nginx',
      `
      |http {
      |    log_format a 'x'
      |                 'y';
      |    server_name a
      |        b
      |        c;
      |    server {
      |    listen 80;
      |    }
      |}
      `,
      `
      |http {
      |\tlog_format a 'x'
      |\t             'y';
      |\tserver_name a
      |\t\tb
      |\t\tc;
      |\tserver {
      |\t\tlisten 80;
      |\t}
      |}
      `,
      { tabSize: 4, insertSpaces: false },
    )
  })

  test.each([
    ['', ''],
    ['\n', '\n'],
    ['user a;', 'user a;\n'],
    [' user a;  ', 'user a;\n'],
    ['# a', '# a\n'],
    ['user a;\r\n events {\r\nuse  epoll; \r\n}', 'user a;\r\nevents {\r\n    use epoll;\r\n}\r\n'],
    ['user a;\n   ', 'user a;\n'],
  ])('the end of the file, and of lines: %j', (before, after) => expect(formatted('nginx', before)).toBe(after))
})

describe('HAProxy', () => {
  test.each<readonly [name: string, before: string, after: string]>([
    [
      'the lines of a section are indented, its head is not',
      `
      |  global
      |maxconn   10
      |\tdaemon
      | defaults   http
      |     mode http # as ever
      |frontend web
      |bind :80
      `,
      `
      |global
      |    maxconn 10
      |    daemon
      |defaults http
      |    mode http # as ever
      |frontend web
      |    bind :80
      `,
    ],
    [
      'comments at the left edge belong to what follows: a line, or a section',
      `
      |# all
      |global
      |# how many
      |maxconn 10
      |  # still of global
      |
      |#----
      |# web
      |#----
      |frontend web
      |  bind :80
      |# end
      `,
      `
      |# all
      |global
      |    # how many
      |    maxconn 10
      |    # still of global
      |
      |#----
      |# web
      |#----
      |frontend web
      |    bind :80
      |# end
      `,
    ],
    [
      'columns that line up stay',
      `
      |defaults
      | timeout connect   5s
      | timeout client   30s
      | timeout server    1m
      | option   httplog
      `,
      `
      |defaults
      |    timeout connect   5s
      |    timeout client   30s
      |    timeout server    1m
      |    option httplog
      `,
    ],
    [
      'quotes and escapes stay',
      `
      |frontend web
      |  log-format "a   b" 'c   d'   e\\  f
      |  acl x path_beg /a\\ |
      |  acl y path_beg /b\\
      `,
      `
      |frontend web
      |    log-format "a   b" 'c   d' e\\  f
      |    acl x path_beg /a\\ |
      |    acl y path_beg /b\\
      `,
    ],
    [
      'what depends on a condition stays as it is',
      `
      |global
      |maxconn 10
      |   .notice "a"
      |  .if defined(X)  |
      |maxconn   20
      |
      |
      |
      |   .if defined(Y)
      |   # note
      |   .endif
      |  .endif
      |daemon
      `,
      `
      |global
      |    maxconn 10
      |   .notice "a"
      |  .if defined(X)  |
      |maxconn   20
      |
      |
      |
      |   .if defined(Y)
      |   # note
      |   .endif
      |  .endif
      |    daemon
      `,
    ],
    [
      'the scopes of a filter',
      `
      | [mirror]
      |  spoe-agent a
      |messages b
      `,
      `
      |[mirror]
      |spoe-agent a
      |    messages b
      `,
    ],
    [
      'what stands behind a CR is not read, and stays',
      'global\n daemon\r x  \n\tmaxconn  1\n',
      'global\n daemon\r x  \n    maxconn 1\n',
    ],
    ['a word of blanks that are none to HAProxy', 'global\n\u00a0', 'global\n    \u00a0\n'],
    ['a file that is cut off', 'global\ndaemon', 'global\n    daemon\n'],
  ])('%s', (_name, before, after) => check('haproxy', before, after))
})

describe('a range', () => {
  const text = 'http {\nserver {\nlisten  80;\nserver_name a\n b;\n\n\n\nroot   /a;\n}\n}\n'

  test.each<readonly [selected: string, after: string]>([
    ['listen', text.replace('listen  80', '        listen 80')],
    [
      '80;\nserver_name a\n b;\n',
      text.replace('listen  80;\nserver_name a\n b', '        listen 80;\n        server_name a\n         b'),
    ],
    ['listen  80;\n', text.replace('listen  80', '        listen 80')],
    ['80;\nserver_name', text.replace('listen  80', '        listen 80')],
    ['b;\n\n\n\nroot', text.replace('\n\n\n\nroot   /a', '\n\n\n        root /a')],
    ['}\n}\n', text.replace('}\n}', '    }\n}')],
  ])('%j: only whole lines, and whole statements', (selected, after) => {
    const start = text.indexOf(selected)
    const range = { start, end: start + selected.length }
    expect(edited(text, formatEdits(parse('file', 'nginx', text), range, FOUR))).toBe(after)
  })
})

describe('left alone', () => {
  test.each<readonly [name: string, dialect: Dialect, text: string]>([
    ['a brace that is missing', 'nginx', 'http {\nlisten 80;\n'],
    ['a quote that is open', 'nginx', '  set $a "b;\n'],
    ['a byte order mark', 'nginx', '\uFEFF  user a;\n'],
    ['what would become a byte order mark', 'nginx', '\t\uFEFFuser a;\n'],
    ['a template', 'nginx', 'server {\nlisten {{ port }};\n}\n'],
    ['a loop of a template', 'haproxy', 'backend a\n{% for s in servers %}\nserver s s:80\n{% endfor %}\n'],
    ['a placeholder', 'nginx', 'server {\nlisten __PORT__;\n}\n'],
    ['a quote that is open in HAProxy', 'haproxy', 'global\ndescription "a\n'],
    ['a condition that does not end', 'haproxy', 'global\n.if defined(X)\ndaemon\n'],
  ])('%s', (_name, dialect, text) => expect(formatted(dialect, text)).toBe(text))

  test('a configuration within a manifest', () => {
    const workspace = createWorkspace()
    workspace.set(
      '/shop/compose.yaml',
      'configs:\n  nginx.conf:\n    content: |\n      http {\n      server {}\n      }\n',
    )
    const [document] = workspace.documents('/shop/compose.yaml')
    expect(document!.directives).toHaveLength(1)
    expect(formatEdits(document!, undefined, FOUR)).toEqual([])
  })
})

test('an empty comment with blanks behind it is no line that is switched off', () =>
  check(
    'haproxy',
    '\n|resolvers docker\n|#   \n| nameserver a 127.0.0.1:53\n',
    '\n|resolvers docker\n|    #\n|    nameserver a 127.0.0.1:53\n',
  ))
