/** What the projects of a workspace can build, and who makes which image. */
import { type Maker, makerIn, type Workshop } from './built.ts'
import { knownImage } from './images.ts'
import type { Draft } from './projects.ts'
import { entriesOf, get, wordOf } from './values.ts'

/** The workshop of each project: its own images count before those of the others. */
export function workshopsOf(
  drafts: readonly Draft[],
  materials: Pick<Workshop, 'dockerfiles' | 'dockerignores'>,
): (draft: Draft) => Workshop {
  const made = new Map(drafts.map(draft => [draft, makersIn(draft)]))
  const shared = new Map<string, Maker | undefined>()
  for (const makers of made.values())
    for (const [name, maker] of makers) {
      const other = shared.get(name)
      const isSame = !shared.has(name) || other?.settings.at === maker.settings.at
      shared.set(name, isSame && !knownImage(name) ? maker : undefined)
    }
  return draft => ({
    ...materials,
    maker: image => made.get(draft)?.get(withoutLatest(image)) ?? shared.get(withoutLatest(image)),
  })
}

/** By the name of the image: as it is written, or as compose makes it up, `<project>-<service>`. */
function makersIn(draft: Draft): ReadonlyMap<string, Maker> {
  const makers = new Map<string, Maker>()
  for (const { key, value } of entriesOf(get(draft.root, 'services'))) {
    const maker = makerIn(draft, key.text)
    const image = get(value, 'image')
    const name = image ? wordOf(image)?.text : draft.name && `${draft.name}-${key.text}`
    if (maker && name) makers.set(withoutLatest(name), maker)
  }
  return makers
}

const withoutLatest = (image: string): string => image.replace(/:latest$/, '')
