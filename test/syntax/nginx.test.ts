/** How nginx is read: texts, and the trees that they make. */
import { describe, expect, test } from 'vitest'
import { parse } from '../../server/syntax/parse.ts'
import { check, dedent, plain } from './render.ts'

describe('in order', () => {
  test.each([
    ['', ''],
    [' \t\r\n', ''],
    ['user nginx;', 'user nginx'],
    ['events {}', 'events {'],
    ['http { server { listen 80; } }', 'http {\n  server {\n    listen 80'],
    ['a b;c d;', 'a b\nc d'],
    ['proxy_set_header\n Host\n $host;', 'proxy_set_header Host $host'],
    ["log_format main '$a'\n  '$b';", 'log_format main $a $b'],
    ['server_name a\n  b;', 'server_name a b'],
    ['if ($a = b)\n{\n}', 'if ($a = b) {'],
    ['map $a $b {\n default 0;\n "~^x y$" 1;\n}', 'map $a $b {\n  default 0\n  "~^x y$" 1'],
    ['a;\r\nb c;\r\n', 'a\nb c'],
  ])('%j', (text, expected) => check('nginx', text, expected))
})

describe('words', () => {
  test.each([
    ['# " \' and } count at the start of a word only', 'a b#c d"e f\'g h}i;', 'a "b#c" "d\\"e" f\'g "h}i"'],
    ['"${" opens no block', 'a ${b} x${c}y ${{d $e;', 'a "${b}" "x${c}y" "${{d" $e'],
    ['but "{" elsewhere does', 'a b{}', 'a b {'],
    ['a backslash protects', 'a b\\;c d\\ e \\{;', 'a "b\\\\;c" "d\\\\ e" "\\\\{"'],
    [
      'six pairs mean one character, in bare words, too',
      'a b\\"c\\\'d\\\\e\\tf\\rg\\nh;',
      'a "b\\"c\'d\\\\e\\tf\\rg\\nh"',
    ],
    ['and in quotes', 'a "b\\"c\\\'d\\\\e\\tf\\rg\\nh";', 'a "b\\"c\'d\\\\e\\tf\\rg\\nh"'],
    ['others keep the backslash', 'a "\\." \\. \\d;', 'a "\\\\." "\\\\." "\\\\d"'],
    ['quotes of the other kind are text', `a "it's" 'say "x"';`, 'a it\'s "say \\"x\\""'],
    ['braces and semicolons in quotes', 'a "b;{c}" ;', 'a "b;{c}"'],
    ['an empty word', `a "" '';`, 'a "" ""'],
    ['a parenthesis may touch a quote', 'if ($a ~ "b c") { return 1; }', 'if ($a ~ "b c" ) {\n  return 1'],
    ['"{" may touch a quote', 'location "/a"{}', 'location /a {'],
    ['a quoted name', '"user" x;', 'user x'],
    ['VT, FF and NBSP are no blanks', 'a \u000bb\u000c \u00a0c;', 'a "\\u000bb\\f" "\u00a0c"'],
    ['NUL is a character', 'a b\0c;', 'a b\0c'],
    ['lone surrogates and astral characters', 'a \ud83d \u{1f600}b;', 'a \ud83d \u{1f600}b'],
    ['a quoted word over lines', 'a "b\n  c" d;', 'a "b\\n  c" d'],
    ['a quoted word over lines, with escapes', "a 'b\\'\n\\tc\n\n' d;", 'a "b\'\\n\\tc\\n\\n" d'],
    ['a protected line feed', 'a b\\\nc d;', 'a "b\\\\\\nc" d'],
    ['two of them', 'a b\\\n\\\nc;', 'a "b\\\\\\n\\\\\\nc"'],
    ['one that ends the word', 'a b\\\n c;', 'a "b\\\\\\n" c'],
    ['one before a hash sign, which is no comment there', 'a b\\\n#c;', 'a "b\\\\\\n#c"'],
    ['a protected CR does not protect the line feed', 'a b\\\r\nc;', 'a "b\\\\\\r" c'],
  ])('%s', (_, text, expected) => check('nginx', text, expected))
})

describe('comments', () => {
  test.each([
    ['# a\nb; # c\n#d', 'b\n# a\n#^ c\n#d'],
    ['a # b\n c; #', 'a c\n#^ b\n#^'],
    ['#a\r\nb; # c\r\n', 'b\n#a\n#^ c'],
    ['  # { } " \\\na;', 'a\n# { } " \\'],
    ['a { # b\n}', 'a {\n#^ b'],
    ['a "#b" c#d;', 'a "#b" "c#d"'],
  ])('%j', (text, expected) => check('nginx', text, expected))
})

describe('Lua', () => {
  test.each([
    ['content_by_lua_block { ngx.say("}") } a;', 'content_by_lua_block lua{ ngx.say("}") }\na'],
    ['set_by_lua_block $a { return { b = {} } }', 'set_by_lua_block $a lua{ return { b = {} } }'],
    ["x_by_lua_block { '\\'}' } a;", "x_by_lua_block lua{ '\\'}' }\na"],
    ['x_by_lua_block { -- }\n} a;', 'x_by_lua_block lua{ -- }\n}\na'],
    ['x_by_lua_block { --[[ } \n } ]] } a;', 'x_by_lua_block lua{ --[[ } \n } ]] }\na'],
    ['x_by_lua_block { --[==[ ]] } ]=] ]==] } a;', 'x_by_lua_block lua{ --[==[ ]] } ]=] ]==] }\na'],
    ['x_by_lua_block { [[ } ]] } a;', 'x_by_lua_block lua{ [[ } ]] }\na'],
    ['x_by_lua_block { [=[ ]]]=] } a;', 'x_by_lua_block lua{ [=[ ]]]=] }\na'],
    ['x_by_lua_block { --- [[ }\n } a;', 'x_by_lua_block lua{ --- [[ }\n }\na'],
    ['x_by_lua_block { a[b[1]] = "\\"}" } a;', 'x_by_lua_block lua{ a[b[1]] = "\\"}" }\na'],
    ['x_by_lua_block { "b\\\n}" } a;', 'x_by_lua_block lua{ "b\\\n}" }\na'],
    ['x_by_lua_block { "b\n} a;', 'x_by_lua_block lua{ "b\n}\na'],
    ['x_by_lua_block {} y_by_lua_block {} a;', 'x_by_lua_block lua{}\ny_by_lua_block lua{}\na'],
    ["'x_by_lua_block' { # } a;", 'x_by_lua_block lua{ # }\na'],
    ['x_by_lua "return {}";', 'x_by_lua "return {}"'],
    ['x_by_lua_block {\n a\n', 'x_by_lua_block lua{\n a\n}\n! unclosed-block 1:16 "{"'],
  ])('%j', (text, expected) => check('nginx', text, expected))
})

/** Each fault is told once, where it is, and what follows it is read as it was meant. */
describe('recovery', () => {
  const table: readonly (readonly [what: string, text: string, expected: string])[] = [
    [
      'a ";" is missing before "}"',
      'server {\n  listen 80\n}\na;',
      'server {\n  listen 80\na\n! missing-semicolon 2:12 "" +";" 2:12',
    ],
    [
      'a ";" is missing before a directive',
      'listen 80\n server_name a;\n root /x;',
      'listen 80\nserver_name a\nroot /x\n! missing-semicolon 1:10 "" +";" 1:10',
    ],
    ['a "}" too many', 'events {}\n}\nhttp { }', 'events {\nhttp {\n! unexpected-close 2:1 "}"'],
    ['a ";" too many', 'worker_connections 10;;\na;', 'worker_connections 10\na\n! unexpected-semicolon 1:23 ";"'],
    ['";" behind a block', 'events { };', 'events {\n! unexpected-semicolon 1:11 ";"'],
    ['a block without a name', 'http { { listen 80; } }', 'http {\n  "" {\n    listen 80\n! unexpected-open 1:8 "{"'],
    [
      'blocks that end nowhere',
      'http { server { listen 80;',
      'http {\n  server {\n    listen 80\n! unclosed-block 1:6 "{"\n! unclosed-block 1:15 "{"',
    ],
    [
      'a quote that ends nowhere takes its line, but for the ";"',
      'add_header X "abc;\nadd_header Y "def";',
      'add_header X abc\nadd_header Y def\n! unclosed-quote 1:14 "\\"" +"\\"" 1:18',
    ],
    [
      'and for what opens a block, and a comment',
      'location "/a {  # b\n} c;',
      'location /a {\nc\n! unclosed-quote 1:10 "\\"" +"\\"" 1:13\n#^ b',
    ],
    [
      'where nothing follows, the directive ends with its line',
      "http {\n  add_header X 'a b\n}\nc;",
      'http {\n  add_header X "a b"\nc\n! unclosed-quote 2:16 "\'"',
    ],
    [
      'a quote that is closed later, but not as nginx wants it',
      'a "b\nc"d;\ne;',
      'a b "c\\"d"\ne\n! unclosed-quote 1:3 "\\""',
    ],
    ['text behind a quote', 'add_header X "a"b;\nc;', 'add_header X a b\nc\n! unexpected-text 1:17 "b"'],
    ['a quote behind a quote', 'a "b""c""d";', 'a b c d\n! unexpected-text 1:6 "\\"c\\""'],
    ['a comment behind a quote', 'a "b"#c\n;', 'a b\n! unexpected-text 1:6 "#"\n#^c'],
    ['"}" behind a quote', 'a { b "c"}', 'a {\n  b c\n! missing-semicolon 1:10 "" +";" 1:10'],
    [
      'a word half typed',
      'http {\n server {\n  loc\n }\n server { listen 80; }\n}',
      'http {\n  server {\n    loc\n  server {\n    listen 80\n! missing-semicolon 3:6 "" +";" 3:6',
    ],
    ['a variable half typed', 'set $a x${b;\nc;', 'set $a "x${b"\nc'],
    [
      'a backslash at the end',
      'http { root /x\\',
      'http {\n  root "/x\\\\"\n! unclosed-block 1:6 "{"\n! missing-semicolon 1:16 ""',
    ],
    [
      '"}" at the end of a word',
      'location / { return 200}\nroot /x;',
      'location / {\n  return 200\nroot /x\n! missing-semicolon 1:24 "" +";" 1:24',
    ],
    [
      'a variable in braces at the end of a word',
      'a { set $b ${c}\n}',
      'a {\n  set $b "${c}"\n! missing-semicolon 1:16 "" +";" 1:16',
    ],
    ['the end of the text', 'user nginx', 'user nginx\n! missing-semicolon 1:11 "" +";" 1:11'],
    [
      'the end of the text behind a comment',
      'user nginx # x\n',
      'user nginx\n! missing-semicolon 1:11 "" +";" 1:11\n#^ x',
    ],
    ['a byte order mark', '\ufeffuser nginx;\n', 'user nginx\n! unexpected-text 1:1 "\ufeff" +"" 1:1'],
  ]
  test.each(table)('%s', (_, text, expected) => check('nginx', text, expected))
})

describe('a ";" that is missing at the end of a line', () => {
  /** The words at whose ends one is missing. */
  const missing = (text: string): readonly string[] =>
    parse('file', 'nginx', dedent(text)).problems.map(({ kind, at }) =>
      kind === 'missing-semicolon' ? (/\S+$/.exec(dedent(text).slice(0, at.start))?.[0] ?? '') : kind,
    )

  test.each([
    ['listen 80\nserver_name a;', ['80']],
    ['listen 443 ssl\nssl_certificate /x;', ['ssl']],
    ['server_name a\nlocation / { }', ['a']],
    ['root /x\nindex a.html;', ['/x']],
    ['proxy_set_header Host $host\nproxy_set_header X-A b;', ['$host']],
    ['proxy_pass http://a\nproxy_read_timeout 5s;', ['http://a']],
    ['rewrite ^/a /b\nreturn 200;', ['/b']],
    ['user nginx\nevents { }', ['nginx']],
    ['upstream a {\n server a:1\n server b:2;\n}', ['a:1']],
    ['internal\nproxy_pass http://a;', ['internal']],
    ['listen 80\nroot /x\nindex a;', ['80', '/x']],
    ['return 200\nadd_header X y;', ['200']],
    ['listen 80 # here\nserver_name a;', ['80']],
  ])('%j', (text, expected) => expect(missing(text)).toEqual(expected))

  /** In each of these nginx would take the two lines for one directive, and somebody may mean it so. */
  test.each([
    'server_name\n listen\n location;',
    'server_name a\n root /srv;',
    'server_name a\n listen 80;',
    'try_files $uri\n proxy_pass http://a;',
    'more_set_headers "A: b"\n proxy_pass http://a;',
    'proxy_no_cache $a\n proxy_cache x;',
    'server_name a\n index;',
    'listen 443\n ssl\n http2;',
    'listen 80\n default_server;',
    'access_log /x main\n gzip;',
    'random two\n least_conn;',
    'valid_referers none\n server_names;',
    'valid_referers none\n root index;',
    'proxy_set_header\n proxy_pass x;',
    'add_header X\n root;',
    'add_header X\n "server a;";',
    'log_format main\n $remote_addr\n root;',
    'set $a\n root;',
    'return 301\n root;',
    'rewrite ^/a\n /b\n break;',
    'index a.html\n root\n index.php;',
    'map $a $b {\n listen\n server_name;\n include\n /x;\n}',
    'types {\n text/html\n index;\n}',
    'geo $a {\n 10.0.0.0/8\n proxy_pass;\n}',
    'if ($a)\n{ root /x; }',
    'server\n{ }',
    'location /\n{ root /x; }',
    'location\n /\n { root /x; }',
    'if ($a =\n listen) { }',
    'upstream\n server { }',
    'limit_except GET\n{ deny all; }',
    'env\n user;',
    'server_name a\n return;',
    'server_name a\n location;',
  ])('is not seen in %j', text => expect(missing(text)).toEqual([]))
})

test('a word is found where it was written', () => {
  const text = 'a "b\\"c" d;\n'
  const [directive] = parse('file', 'nginx', text).directives
  expect(plain(directive?.args[0])).toEqual({
    text: 'b"c',
    at: { file: 'file', start: 2, end: 8 },
    offsets: [3, 4, 6, 7],
  })
  expect(plain(directive?.args[1])).toEqual({ text: 'd', at: { file: 'file', start: 9, end: 10 } })
  expect(plain(directive?.at)).toEqual({ file: 'file', start: 0, end: 11 })
})
