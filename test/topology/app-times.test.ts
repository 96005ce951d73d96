/** What application servers are told about time. */
import { describe, expect, test } from 'vitest'
import { appTimesOf } from '../../server/topology/app-times.ts'
import { createWorkspace } from '../../server/workspace.ts'

type Said = readonly [kill: number | undefined, killByDefault: number | undefined, idle: number | undefined]

function check(command: string, said: Said | undefined, environment = ''): void {
  const workspace = createWorkspace()
  const lines = ['services:', '  app:', '    image: example/app', `    command: ${command}`]
  workspace.set(
    '/p/compose.yaml',
    [...lines, ...(environment ? [`    environment: ${environment}`] : []), ''].join('\n'),
  )
  const [service] = workspace.topology().projects[0]!.services
  const times = appTimesOf(service!)
  expect(times && [times.kill?.value, times.killByDefault, times.idle?.ms]).toEqual(said)
}

describe('by the command line', () => {
  test.each<[command: string, said: Said | undefined]>([
    ['constructor app:application', undefined],
    ['gunicorn app:application', [undefined, 30_000, undefined]],
    ['gunicorn --timeout 120 app:application', [120_000, undefined, undefined]],
    ['gunicorn --timeout=120 app:application', [120_000, undefined, undefined]],
    ['gunicorn -t120 app:application', [120_000, undefined, undefined]],
    ['gunicorn --timeout 60 --timeout 120 app:application', [120_000, undefined, undefined]],
    ['gunicorn --timeout 0 app:application', [undefined, undefined, undefined]],
    ['gunicorn -c conf.py app:application', [undefined, undefined, undefined]],
    ['gunicorn -k gthread --keep-alive 75 app:application', [undefined, undefined, 75_000]],
    ['gunicorn --threads 4 app:application', [undefined, undefined, 2000]],
    ['poetry run gunicorn --timeout 90 app:application', [90_000, undefined, undefined]],
    ['sh -c "python manage.py migrate && exec gunicorn --timeout 90 app"', [90_000, undefined, undefined]],
    ['uvicorn app:app', [undefined, undefined, 5000]],
    ['uvicorn app:app --timeout-keep-alive 65', [undefined, undefined, 65_000]],
    ['uwsgi --http :8000 --harakiri 60', [60_000, undefined, undefined]],
    ['node server.js', undefined],
    ['sh -c "gunicorn app & uvicorn app:app"', undefined],
  ])('%s', (command, said) => check(command, said))
})

describe('by the environment', () => {
  test.each<[environment: string, said: Said | undefined]>([
    ['{ GUNICORN_CMD_ARGS: "--timeout 120" }', [120_000, undefined, undefined]],
    ['{ GUNICORN_CMD_ARGS: "${ARGUMENTS}" }', undefined],
    ['{ PHP_FPM_REQUEST_TERMINATE_TIMEOUT: 300 }', [300_000, undefined, undefined]],
    ['{ PHP_FPM_REQUEST_TERMINATE_TIMEOUT: 5m }', [300_000, undefined, undefined]],
    ['{ PHP_FPM_REQUEST_TERMINATE_TIMEOUT: 0 }', undefined],
  ])('%s', (environment, said) => check('gunicorn app:application', said, environment))
})
