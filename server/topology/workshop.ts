/** What a project can build, and who makes which image. */
import { type Maker, makerIn, type Workshop } from './built.ts'
import type { Draft } from './draft.ts'
import { entriesOf, get, wordOf } from './values.ts'

/**
 * What a project has to build with. An image that another project builds may come from elsewhere here: nobody says that it is the same.
 */
export function workshopOf(draft: Draft, materials: Workshop['materials']): Workshop {
  const makers = makersIn(draft)
  return { materials, maker: image => makers.get(withoutLatest(image)), images: new Map() }
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
