/** How targets are told that were followed to their services: for people, and for programs. */
import picocolors from 'picocolors'
import { type Examination, type Examined, evidenceFor, evidenceInWords, type Judgement } from '../doctor.ts'
import type { Span } from '../syntax/text.ts'
import type { Service } from '../topology/topology.ts'
import { count, type Paint, type Results } from './results.ts'
import { harmless, lineBegin, visible } from './terminal.ts'

export interface Told extends Pick<Results, 'locate' | 'show' | 'version'> {
  readonly examinations: readonly Examination[]
}

/** A paragraph for each configuration, a line for each target, and under it what is known of the service that it means. */
export function doctorText(told: Told, colors: boolean): string {
  const paint = picocolors.createColors(colors)
  const targets = told.examinations.flatMap(each => each.targets)
  const width = Math.max(0, ...targets.map(({ target }) => addressOf(target).length))
  const parts = told.examinations.map(each => paragraph(each, width, told, paint))
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}${summary(targets)}\n`
}

function paragraph(
  { config, placements, targets, open }: Examination,
  width: number,
  told: Told,
  paint: Paint,
): string {
  const { locate, show } = told
  const lines = [paint.bold(lineBegin(show(config.documents[0]!.file)))]
  for (const { service, at, path } of placements)
    lines.push(
      `  run by ${paint.bold(visible(service.name.text))} as ${visible(path)} ${paint.dim(`(${placeOf(at, told)})`)}`,
    )
  if (placements.length === 0) lines.push(paint.dim('  run by nobody that the manifests name'))
  for (const { target, judgement, reason, findings, services } of targets) {
    const { line } = locate(target.at.file, target.at.start)
    const where =
      target.at.file === config.documents[0]!.file ? `line ${line + 1}` : `${show(target.at.file)}:${line + 1}`
    lines.push(`  ${mark(judgement, paint)} ${visible(addressOf(target)).padEnd(width)}  ${paint.dim(visible(where))}`)
    const rules = [...new Set(findings.map(({ rule }) => rule))].join(', ')
    if (judgement !== 'reachable' || services.length === 0)
      lines.push(`      ${rules && `${paint.red(rules)}: `}${visible(reason)}`)
    for (const service of services) lines.push(...portLines(service, target.portNumber, told, paint))
  }
  if (open > 0) lines.push(paint.dim(`  ${count(open, 'more route')}, to sockets or to what only a request tells`))
  return `${lines.join('\n')}\n`
}

const addressOf = ({ host, portNumber }: Examined['target']): string =>
  portNumber === undefined ? host.text : `${host.text}:${portNumber}`

const mark = (judgement: Judgement, paint: Paint): string =>
  ({ reachable: paint.green('✓'), fault: paint.red('✗'), unknown: paint.yellow('?') })[judgement]

function portLines(service: Service, asked: number | undefined, told: Told, paint: Paint): readonly string[] {
  const ports = evidenceFor(service, asked)
  return [
    ...ports
      .slice(0, MOST)
      .map(
        port =>
          `      ${visible(service.name.text)} ${evidenceInWords(port)} ${paint.dim(`(${placeOf(port.at, told)})`)}`,
      ),
    ...(ports.length > MOST ? [paint.dim(`      and ${count(ports.length - MOST, 'other port')}`)] : []),
  ]
}

const MOST = 4

const placeOf = ({ file, start }: Span, { locate, show }: Told): string =>
  visible(`${show(file)}:${locate(file, start).line + 1}`)

/** "3 targets: 1 reachable, 2 unknown". */
function summary(targets: readonly Examined[]): string {
  const counted = (['reachable', 'fault', 'unknown'] as const).flatMap(judgement => {
    const number = targets.filter(each => each.judgement === judgement).length
    return number === 0 ? [] : judgement === 'fault' ? count(number, 'fault') : `${number} ${judgement}`
  })
  return targets.length === 0 ? 'No targets were found.' : `${count(targets.length, 'target')}: ${counted.join(', ')}.`
}

/** Version 1 of a format that is kept. Lines and columns count from one, columns in UTF-16 units. */
export function doctorJson(told: Told): string {
  const { examinations, locate, show, version } = told
  const place = ({ file, start }: Span) => {
    const { line, character } = locate(file, start)
    return { path: show(file), line: line + 1, column: character + 1 }
  }
  const targets = examinations.flatMap(each => each.targets)
  const counted = (wanted: Judgement): number => targets.filter(({ judgement }) => judgement === wanted).length
  const report = {
    version: 1,
    tool: { name: 'gatelint', version },
    summary: {
      targets: targets.length,
      reachable: counted('reachable'),
      faults: counted('fault'),
      unknown: counted('unknown'),
    },
    configurations: examinations.map(each => ({
      path: show(each.config.documents[0]!.file),
      dialect: each.config.dialect,
      complete: each.config.complete,
      runBy: each.placements.map(({ service, path, at }) => ({ service: service.name.text, path, at: place(at) })),
      openRoutes: each.open,
      targets: each.targets.map(({ target, judgement, reason, findings, services }) => ({
        host: target.host.text,
        port: target.portNumber ?? null,
        at: place(target.at),
        verdict: judgement,
        reason,
        rules: [...new Set(findings.map(({ rule }) => rule))],
        services: services.map(({ name, ports, portsClosed }) => ({
          name: name.text,
          at: place(name.at),
          closed: portsClosed,
          ports: ports.map(({ number, source, protocol, loopback = false, at }) => ({
            number,
            source,
            protocol: protocol ?? null,
            loopback,
            at: place(at),
          })),
        })),
      })),
    })),
  }
  return `${harmless(JSON.stringify(report, null, 2))}\n`
}
