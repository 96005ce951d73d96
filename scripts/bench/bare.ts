/** A whole process that does nothing but put an nginx configuration into a tree, with a parser written by hand: `node bare.mjs nginx.conf`. */
import { readFileSync } from 'node:fs'
import { NginxParser } from 'nginx-conf'

new NginxParser().parse(readFileSync(process.argv[2]!, 'utf8'), error => {
  if (error) throw error
})
