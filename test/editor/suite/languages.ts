/** Which files VS Code takes for nginx and HAProxy: those whose name says so, and no other .conf and .cfg. */

import { after, describe, it } from 'mocha'
import * as assert from './assert.ts'
import { open, revertAll } from './host.ts'

describe('languages', () => {
  after(revertAll)

  const languages = {
    'nginx.conf': 'nginx',
    'conf.d/admin.conf': 'nginx',
    'mime.types': 'nginx',
    'balancer/haproxy.cfg': 'haproxy',
    'edge.conf': 'properties',
    'printer.conf': 'properties',
    'setup.cfg': 'properties',
    'compose.yaml': 'dockercompose',
  }
  for (const [name, language] of Object.entries(languages)) {
    it(`${name} is ${language}`, async () => assert.equal((await open(name)).languageId, language))
  }
})
