/** What stands around the small texts that are given to nginx and to the catalogue. */

/** Texts by what stands around them. */
export type Table = Readonly<Record<string, readonly string[]>>

/** Files that would be written stay in the folder that nginx is started with. */
const FOLDERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${name};`).join(' ')
const MAIN = 'pid nginx.pid; error_log stderr;'

const around: Readonly<Record<string, readonly [before: string, after: string]>> = {
  main: [`${MAIN}\nevents {}\n`, ''],
  events: [`${MAIN}\nevents {\n`, '\n}'],
  http: [`${MAIN}\nevents {}\nhttp {\naccess_log off; ${FOLDERS}\n`, '\n}'],
  server: [`${MAIN}\nevents {}\nhttp {\naccess_log off; ${FOLDERS}\nserver {\nlisten 127.0.0.1:18080;\n`, '\n}\n}'],
  location: [
    `${MAIN}\nevents {}\nhttp {\naccess_log off; ${FOLDERS}\nserver {\nlisten 127.0.0.1:18080;\nlocation / {\n`,
    '\n}\n}\n}',
  ],
  upstream: [`${MAIN}\nevents {}\nhttp {\naccess_log off; ${FOLDERS}\nupstream pool {\n`, '\n}\n}'],
}

/** The whole configuration. */
export const whole = (place: string, text: string): string => `${around[place]![0]}${text}${around[place]![1]}\n`
