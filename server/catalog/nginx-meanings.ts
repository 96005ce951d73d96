/** What nginx's directives and variables mean, in a sentence or two, for people who come upon them. */

/** What a directive does; undefined for a name that the catalogue does not know. */
export const meaningOfNginx = (name: string): string | undefined =>
  Object.hasOwn(DIRECTIVES, name) ? DIRECTIVES[name] : undefined

/** What a variable holds, by its name without the `$`; undefined for one that nginx itself does not define. */
export const meaningOfNginxVariable = (name: string): string | undefined =>
  Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined

const DIRECTIVES: Readonly<Record<string, string>> = {
  proxy_pass: 'Passes requests on to the server or upstream at this address, over HTTP or, in stream, as bare bytes.',
  proxy_read_timeout:
    'How long nginx waits between two reads from the server behind; after that the client gets a 504. 60s without it.',
}

const VARIABLES: Readonly<Record<string, string>> = {
  host: 'The host of the request line, else of the Host header, else the name of the server that answers; lower case, no port.',
}
