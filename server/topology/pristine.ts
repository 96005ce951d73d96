/** Whether a container runs nothing but what its base image brings: then all that listens in it is the base's. */
import { below } from '../model/path.ts'
import type { Word } from '../syntax/text.ts'
import type { BuiltImage } from './built-image.ts'
import { processesOf } from './command.ts'
import { type Argument, commandsOf } from './shell.ts'
import type { Mount } from './topology.ts'

/** `command`: the words that it starts with, if any are said. */
export function isPristine(image: BuiltImage | undefined, command: readonly Argument[] | undefined): boolean {
  return (image?.runs ?? []).every(isHarmless) && (!command || startsGateway(command))
}

/** Whether files of a configuration may be others than those of the workspace: a `RUN` edits or writes some, or the official image runs scripts. */
export const mayRewrite = (image: BuiltImage | undefined, mounts: readonly Mount[]): boolean =>
  (image?.runs ?? []).some(
    ({ text }) => /\b(?:sed|awk|perl|tee|envsubst|patch)\b|>/.test(text) && /conf|cfg/.test(text),
  ) || mounts.some(({ to }) => below('/docker-entrypoint.d', to) !== undefined)

/** Nothing but the gateway itself goes on running; its reloading now and then is the gateway, too. */
function startsGateway(command: readonly Argument[]): boolean {
  const { running, readable } = processesOf(command, () => null)
  return (
    (readable || /docker-entrypoint\.sh$/.test(command[0]?.text ?? '')) &&
    running.every(({ name }) => GATEWAY.test(name))
  )
}

const GATEWAY = /^(?:nginx(?:-debug)?|openresty|haproxy|haproxy-systemd-wrapper|\/?docker-entrypoint\.sh)$/

/** A `RUN` that only lays files, rights and small tools. */
function isHarmless(run: Word): boolean {
  return commandsOf(run, () => null).every(({ words }) => {
    const [name, ...rest] = words.flatMap(word => (word && !word.text.startsWith('-') ? word.text : []))
    if (name !== undefined && INSTALLERS.has(name)) return rest.every(word => TOOLS.has(word.replace(/[=<>~].*$/, '')))
    return name === undefined || LAYING.has(name)
  })
}

const INSTALLERS = new Set(['apk', 'apt', 'apt-get', 'yum', 'dnf', 'microdnf'])

const LAYING = new Set(
  `cd export set echo printf mkdir rm rmdir cp mv ln chmod chown chgrp touch cat test [ true : sed awk grep tr tee envsubst find install ls id
  adduser addgroup useradd groupadd usermod groupmod nginx haproxy setcap htpasswd htdigest openssl wget curl tar unzip gunzip gzip
  update-ca-certificates dos2unix`.split(/\s+/),
)

/** Packages that start nothing, and the subcommands in front of them. */
const TOOLS = new Set(
  `add install update upgrade clean all del remove autoremove autoclean purge ca-certificates curl wget openssl gettext gettext-base bash certbot tzdata vim nano logrotate apache2-utils httpd-tools netcat netcat-openbsd
  procps jq less iputils-ping dnsutils bind-tools shadow libcap libcap2-bin inotify-tools socat git zip unzip gnupg su-exec tini python3-certbot-nginx
  certbot-nginx nginx-module-njs nginx-mod-http-headers-more dos2unix coreutils apache2-utils-dev cron dcron`.split(
    /\s+/,
  ),
)
