/** What the licences of bundled packages ask for: their texts, beside the bundles. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * The name, version and licence of every package of which something is in the bundles, with the text of its licence; in the order of
 * their names. `metafiles`: what esbuild tells of each build. Throws for a package without such a text.
 */
export function noticesOf(metafiles) {
  const folders = new Set(
    metafiles.flatMap(({ inputs }) =>
      Object.keys(inputs).flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []),
    ),
  )
  const notices = Array.from(folders, folder => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    const texts = readdirSync(folder).filter(file => /^(?:licen[cs]e|copying|notice|thirdpartynotices)/i.test(file))
    if (!texts.some(file => /^(?:licen|copying)/i.test(file))) throw new Error(`${folder} has no text of its licence.`)
    return [
      `${name} ${version} (${license})`,
      ...texts.sort().map(file => readFileSync(`${folder}/${file}`, 'utf8').trim()),
    ].join('\n\n')
  })
  const distinct = [...new Set(notices)].sort()
  return `gatelint holds parts of these packages, under their licences:\n\n${distinct.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}
