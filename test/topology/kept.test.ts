/** What is kept of a workspace between two edits: nothing that an edit could have changed, and everything else. */
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../server/kinds.ts'
import { type Manifest, readManifest, topologyOf } from '../../server/topology/manifest.ts'
import { filesOf } from './facts.ts'

const shop = `
include: [lib/compose.yaml]
services:
  api: { extends: { file: base.compose.yml, service: base }, env_file: a.env, build: ., image: "x:\${V:-1}" }
  web: { build: { context: web, additional_contexts: { api: "service:api" } } }
==> compose.override.yaml
services: { web: { ports: ["80:80"] } }
==> lib/compose.yaml
services: { db: { image: "y:\${V:-1}" } }
==> base.compose.yml
services: { base: { image: z, hostname: h } }
==> .env
V=2
==> .env.example
W=1
==> a.env
A=1
==> Dockerfile
FROM x
COPY . /app
==> .dockerignore
*.log
==> web/Dockerfile
FROM api
==> other/compose.yaml
services: { api: { image: x } }
`

type Files = ReadonlyMap<string, string>

function read(files: Files, before: ReadonlyMap<string, Manifest>): ReadonlyMap<string, Manifest> {
  const entries = Array.from(files, ([file, text]) => {
    const kind = kindOf(file, text) as Manifest['kind']
    return [file, before.get(file) ?? readManifest(kind, file, text)] as const
  })
  return new Map(entries)
}

const told = (manifests: ReadonlyMap<string, Manifest>): string =>
  JSON.stringify(topologyOf([...manifests.values()]).projects, (_, value) =>
    value instanceof Map ? [...value] : value,
  )

/** The files after an edit, with all that was read of the others before. */
function edited(files: Files, manifests: ReadonlyMap<string, Manifest>, file: string, text: string | undefined) {
  const now = new Map(files)
  if (text === undefined) now.delete(file)
  else now.set(file, text)
  const others = new Map([...manifests].filter(([path]) => path !== file))
  return { files: now, manifests: read(now, others) }
}

describe('an edit', () => {
  test.each<readonly [file: string, text: string | undefined]>([
    ['compose.yaml', 'services: { api: { image: x } }\n'],
    ['compose.override.yaml', 'services: { web: { ports: !override ["81:80"] } }\n'],
    ['compose.override.yaml', undefined],
    ['lib/compose.yaml', 'services: { db: { image: y, hostname: d } }\n'],
    ['lib/compose.yaml', undefined],
    ['lib/.env', 'V=3\n'],
    ['base.compose.yml', 'services: { base: { image: z, hostname: i } }\n'],
    ['.env', 'V=4\n'],
    ['.env', 'COMPOSE_FILE=compose.yaml\nCOMPOSE_PROFILES=p\n'],
    ['.env.example', 'V=5\n'],
    ['.env', undefined],
    ['a.env', 'A=2\nB=$A\n'],
    ['a.env', undefined],
    ['Dockerfile', 'FROM x\nENV P=1\n'],
    ['Dockerfile.dockerignore', '*\n'],
    ['.dockerignore', undefined],
    ['web/Dockerfile', 'FROM api\nEXPOSE 1\n'],
    ['compose.yml', 'services: { no: { image: x } }\n'],
    ['compose.prod.yaml', 'services: { api: { ports: ["1:1"] } }\n'],
  ])('of %s: %j', (file, text) => {
    const files = filesOf(shop)
    const manifests = read(files, new Map())
    told(manifests)
    const after = edited(files, manifests, file, text)
    expect(told(after.manifests)).toBe(told(read(after.files, new Map())))
  })

  test('leaves the projects that it does not touch as they are', () => {
    const files = filesOf(shop)
    const manifests = read(files, new Map())
    const [first, second] = topologyOf([...manifests.values()]).projects
    const after = edited(files, manifests, 'Dockerfile', 'FROM y\n').manifests
    const [firstNow, secondNow] = topologyOf([...after.values()]).projects
    expect([firstNow === first, secondNow === second]).toEqual([false, true])
  })
})
