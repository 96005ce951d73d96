/** A small shop: a gateway that asks `api` at 8080, and a compose file that says that it listens on 3000. */
import type { CodeAction, Range } from 'vscode-languageserver/node'

export const compose = `services:
  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
  api:
    image: example/api
    ports: ["8080:3000"]
`
export const wrong = `events {}
http {
  server {
    location / { proxy_pass http://api:8080; }
  }
}
`
export const right = wrong.replace('8080', '3000')
export const mismatch = '3:39-43 port-mismatch'
export const project = { 'compose.yaml': compose, 'nginx.conf': wrong }

export const at = (line: number, character: number): Range => ({
  start: { line, character },
  end: { line, character },
})
export const titles = (actions: readonly CodeAction[]): readonly string[] => actions.map(({ title }) => title)
export const titled = (actions: readonly CodeAction[], title: string): CodeAction =>
  actions.find(action => action.title === title)!
