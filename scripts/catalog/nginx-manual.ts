/**
 * Makes server/catalog/nginx-manual.gen.ts of nginx's documentation: `npx tsx scripts/catalog/nginx-manual.ts CLONE`, where CLONE is a git
 * clone (bare or not) of the site's sources. Only which page explains which directive is taken over.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { directivesNamed } from '../../server/catalog/nginx.ts'

const [clone = '.'] = process.argv.slice(2)
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })

const OWN_LINES = /_(?:acme|oidc|mgmt|status)_module:/

const pages = git('ls-tree', '-r', '--name-only', 'HEAD', 'xml/en/docs')
  .split('\n')
  .filter(file => /_module\.xml$/.test(file))
  .flatMap(file => {
    const text = git('show', `HEAD:${file}`)
    const link = /<module\b[^>]*\blink="\/en\/docs\/([^"]+)\.html"/.exec(text)?.[1]
    const names = Array.from(text.matchAll(/<directive\s+name="([^"]+)"/g), ([, name]) => name!)
    const known = names.filter(name => directivesNamed(name))
    return link && known.length > 0 ? [`${link}: ${[...new Set(known)].sort().join(' ')}`] : []
  })
  // Their blocks have lines that are called as directives of other modules are.
  .sort((a, b) => Number(OWN_LINES.test(a)) - Number(OWN_LINES.test(b)))

writeFileSync(
  new URL('../../server/catalog/nginx-manual.gen.ts', import.meta.url),
  `// Made by scripts/catalog/nginx-manual.ts of nginx's documentation: which page explains which directive.

export const pages = \`
${pages.join('\n')}
\`
`,
)
