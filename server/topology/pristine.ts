/** Whether a container runs nothing but what its base image brings: then all that listens in it is the base's. */
import type { Word } from '../syntax/text.ts'
import type { BuiltImage } from './build.ts'
import { processesOf } from './command.ts'
import { type Argument, commandsOf } from './shell.ts'
import { isPreparing } from './wrappers.ts'

/** `command`: the words that it starts with, if any are said. */
export function isPristine(image: BuiltImage | undefined, command: readonly Argument[] | undefined): boolean {
  return (image?.runs ?? []).every(isHarmless) && (!command || startsGateway(command))
}

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
    if (name === undefined) return words.length > 0
    if (/^(?:apk|apt|apt-get|yum|dnf|microdnf)$/.test(name))
      return rest.every(
        word =>
          /^(?:add|install|update|upgrade|clean|all|del|remove|autoremove|autoclean|purge|y)$/.test(word) ||
          TOOLS.has(word.replace(/[=<>~].*$/, '')),
      )
    return LAYING.has(name) || isPreparing(name, rest)
  })
}

const LAYING = new Set(
  'adduser addgroup useradd groupadd usermod groupmod nginx haproxy setcap htpasswd wget curl tar unzip gunzip gzip htdigest update-ca-certificates dos2unix sh if then fi'.split(
    ' ',
  ),
)

const TOOLS = new Set(
  `ca-certificates curl wget openssl gettext gettext-base bash certbot tzdata vim nano logrotate apache2-utils httpd-tools netcat netcat-openbsd
  procps jq less iputils-ping dnsutils bind-tools shadow libcap libcap2-bin inotify-tools socat git zip unzip gnupg su-exec tini python3-certbot-nginx
  certbot-nginx nginx-module-njs nginx-mod-http-headers-more dos2unix coreutils apache2-utils-dev cron dcron`.split(
    /\s+/,
  ),
)
