/** What is to be known of what stands at a place: its meaning, what counts there, and whom it leads to. */
import type { Workspace } from '../workspace.ts'
import { cursorAt } from './cursor.ts'
import { type Hover, hereAt } from './here.ts'
import { hoverHaproxy } from './hover-haproxy.ts'
import { hoverNginx } from './hover-nginx.ts'
import { hoverService } from './hover-service.ts'
import { hoverTarget } from './hover-target.ts'

/** Undefined where there is nothing to say. */
export function hoverAt(workspace: Workspace, file: string, offset: number): Hover | undefined {
  const cursor = cursorAt(workspace, file, offset)
  if (!cursor) return hoverService(workspace, file, offset)
  if (!cursor.directive || !cursor.word) return undefined
  const here = hereAt(workspace, cursor)
  const hover = hoverTarget(here) ?? (cursor.document.dialect === 'nginx' ? hoverNginx(here) : hoverHaproxy(here))
  return hover && { ...hover, lines: hover.lines.filter(line => line.length > 0).slice(0, MOST_LINES) }
}

const MOST_LINES = 13
