/** What well-known images listen on when nobody tells them otherwise. */
import type { Word } from '../syntax/text.ts'
import { BARE, BY_TAG, type Image, ROWS } from './image-facts.ts'
import type { Port, Protocol } from './topology.ts'

const TABLE: ReadonlyMap<string, Image> = new Map(
  ROWS.flatMap(([names, product, ports, config]) => {
    const image = { product, ports: ports.split(' ').map(portOf), ...(config !== undefined && { config }) }
    return names.split(' ').map(name => [name, image] as const)
  }),
)

function portOf(written: string): { readonly number: number; readonly protocol: Protocol } {
  const [number, protocol] = written.split('/')
  return { number: Number(number), protocol: (protocol as Protocol | undefined) ?? 'http' }
}

/** An image's name in parts: "ghcr.io/org/app:1@sha256:…" is org/app with the tag 1. */
export function imageName(image: string): { readonly path: string; readonly last: string; readonly tag: string } {
  const [name = ''] = image.split('@')
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  const whole = (colon < 0 ? name : name.slice(0, colon)).toLowerCase()
  const parts = whole.split('/')
  if (parts.length > 1 && /[.:]|^localhost$/.test(parts[0]!)) parts.shift()
  if (parts[0] === 'library' && parts.length > 1) parts.shift()
  return { path: parts.join('/'), last: parts.at(-1) ?? '', tag: colon < 0 ? 'latest' : name.slice(colon + 1) }
}

/** The row of the table for an image; undefined for one that is not known. */
export function knownImage(image: string): Image | undefined {
  const { path, tag } = imageName(image)
  if (tag.includes('…')) return TABLE.get(path)
  const tail = path.split('/').slice(-2).join('/')
  const byTag = BY_TAG.find(
    ({ names, tag: pattern }) => (names.includes(path) || names.includes(tail)) && pattern.test(tag),
  )
  return byTag?.image ?? TABLE.get(path) ?? TABLE.get(tail)
}

/** Whether an image brings a language or a distribution and nothing that tells a program where to listen: no `PORT`, no host. */
export const isBare = (image: string): boolean => BARE.has(imageName(image).path) || knownImage(image) !== undefined

/** The evidence that an image's name is. */
export function imagePorts(base: Word): readonly Port[] {
  const image = knownImage(base.text)
  return (image?.ports ?? []).map(({ number, protocol }) => ({
    number,
    source: 'image',
    at: base.at,
    protocol,
    product: image!.product,
  }))
}
