/** Whatever stands in files and their names: no report steers a terminal, tells a log of CI what to do, or holds anything but what it says. */
import { expect, test } from 'vitest'
import { folderOf } from '../cli/folder.ts'
import { built } from '../cli/gatelint.ts'

const { run } = built()

const sequences = '\x1b[2J\x1b]0;title\x07\x9b31m\u202e\u2066\r'
const command = '::error file=x::y%0A::stop-commands::z'
const nginx = `server {
  listne 80;
  "${sequences}" 1;
  "
${command}
##[error]x" 2;
  "</failure><script>alert(1)</script>]]>&x;" 3;
  "|x|[a](http://evil.example)<img src=x onerror=alert(1)>\`\`" 4;
}
`
/** Each of them has the file, with one finding at least. */
const names = [
  `${command.replaceAll('/', '')}/nginx.conf`,
  '##[error]x/nginx.conf',
  ' ::error::x/nginx.conf',
  `a\n${command}/nginx.conf`,
  `a${sequences}/nginx.conf`,
  'a b "c" \'d\' `e` $(id) ..\\<f>&/nginx.conf',
  '..x/..y../nginx.conf',
  '-rf/nginx.conf',
  '%0A::error::x/nginx.conf',
]

const formats = ['pretty', 'stylish', 'unix', 'github', 'markdown', 'json', 'sarif', 'gitlab', 'junit', 'checkstyle']
const runs = [
  ...formats.map(format => ['--format', format]),
  ['doctor'],
  ['doctor', '--format', 'json'],
  ['--verbose', '--stats'],
]

test.each(runs.map(args => [args.join(' '), args] as const))('gatelint %s', async (_, args) => {
  const folder = folderOf(Object.fromEntries(names.map(name => [name, nginx])))
  const { code, out, err } = await run(folder, [...args, '--no-color'])
  expect(code, err).toBeLessThan(2)
  const shown = out + err
  expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  const commands = shown.split('\n').filter(line => /^\s*(?:::|##\[)/.test(line))
  if (args[1] === 'github')
    for (const line of commands)
      expect(line).toMatch(/^::(?:error|warning|notice) file=[^:]*,title=gatelint%3A [\w-]+::[^\n]*$/)
  else expect(commands).toEqual([])
  expect(shown).not.toContain('</failure><script>')
  expect(shown.length).toBeGreaterThan(args[0] === 'doctor' ? 20 : 400)
})
