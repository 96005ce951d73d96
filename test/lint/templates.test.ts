/** Which manifests some engine has yet to render, and take no part; and which only hold what Docker renders itself. */
import { describe, expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'

/** The services of a compose file, with their environment where the Dockerfile beside it is read. */
function services(compose: string, dockerfile = 'FROM x\n'): string {
  const workspace = createWorkspace()
  workspace.set('compose.yaml', compose)
  workspace.set('Dockerfile', dockerfile)
  return workspace
    .topology()
    .projects.flatMap(project => project.services)
    .map(({ name, environment }) => [name.text, ...environment.keys()].join(' '))
    .join(', ')
}

describe('compose files', () => {
  test.each([
    ['a tag of the log', 'services: { api: { image: x, logging: { options: { tag: "{{.Name}}" } } } }\n', 'api'],
    ['in a comment', '# tag: "{{.Name}}"\nservices: { api: { image: x } }\n', 'api'],
    ['a list of words', 'services:\n  api:\n    image: x\n    command:\n      - "{{.Name}}"\n', 'api'],
    ['a name of a service', 'services:\n  "{{ name }}": { image: x }\n  api: { image: x }\n', ''],
    ['a statement', 'services:\n  # {% if a %}\n  api: { image: x }\n', ''],
    ['no YAML', 'services:\n  api:\n    image: {{ image }}\n    ports: [{{ port }}]\n', ''],
    ['a placeholder', 'services: { api: { image: __IMAGE__ } }\n', ''],
  ])('%s', (_, text, expected) => expect(services(text)).toBe(expected))
})

describe('Dockerfiles', () => {
  test.each([
    ['what a RUN does', "FROM x\nRUN go list -f '{{.Dir}}'\nENV A=1\n", 'api A'],
    ['in a comment', 'FROM x\n# {{.Dir}}\nENV A=1\n', 'api A'],
    ['a base', 'FROM {{ image }}\nENV A=1\n', 'api'],
    ['a value', 'FROM x\nENV A={{ a }}\n', 'api'],
    ['a statement', 'FROM x\n{% if a %}\nENV A=1\n{% endif %}\n', 'api'],
    ['a placeholder', 'FROM x:%%VERSION%%\nENV A=1\n', 'api'],
  ])('%s', (_, text, expected) => expect(services('services: { api: { build: . } }\n', text)).toBe(expected))
})
