/** Words that every object of JavaScript has, in each place where a file gives a name: they are names like any other. */
import { expect, test } from 'vitest'
import { requestDocument } from '../../server/features/request-document.ts'
import { createWorkspace } from '../../server/workspace.ts'

const files: Readonly<Record<string, (name: string) => string>> = {
  '/p/nginx.conf': name =>
    `events {}\nhttp {\n  ${name} ${name};\n  map $${name} $x { default ${name}; }\n  upstream ${name} { server ${name}:${name} ${name}=1; ${name} 1; }\n  server {\n    listen ${name};\n    location / { proxy_pass ${name}://${name}; error_page 502 @${name}; }\n  }\n}\n`,
  '/p/haproxy.cfg': name =>
    `defaults ${name}\n  mode ${name}\n  timeout ${name} 1s\n  option ${name}\nfrontend ${name}\n  ${name} a\n  bind :80 ${name}\n  acl ${name} ${name}(${name}) -m ${name}\n  use_backend ${name} if ${name}\nbackend ${name}\n  balance ${name}\n  server ${name} ${name}:80 ${name} check\n`,
  '/p/compose.yaml': name =>
    `services:\n  ${name}:\n    image: ${name}:${name}\n    command: ${name} --${name}=1\n    environment: { ${name}: ${name} }\n    networks: [${name}]\n    depends_on: { ${name}: { condition: ${name} } }\n    healthcheck: { test: [${name}, ${name}] }\nnetworks: { ${name}: { driver: ${name} } }\n`,
  '/p/k8s.yaml': name =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name}, annotations: { ${name}/x: ${name} } }\nspec: { ingressClassName: ${name}, rules: [{ http: { paths: [{ path: /, pathType: ${name}, backend: { service: { name: ${name}, port: { name: ${name} } } } }] } }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { type: ${name}, selector: { ${name}: ${name} }, ports: [{ name: ${name}, port: 80, appProtocol: ${name}, targetPort: ${name} }] }\n---\napiVersion: v1\nkind: ${name}\nmetadata: { name: ${name} }\n`,
  '/p/.gatelint.yaml': name => `${name}: 1\nrules: { ${name}: ${name} }\n`,
  '/p/Dockerfile': name => `FROM ${name} AS ${name}\n${name} ${name}\nENV ${name}=${name}\nCMD ["${name}"]\n`,
}

const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__']

test.each(names)('%s', name => {
  const workspace = createWorkspace()
  for (const [file, textOf] of Object.entries(files)) workspace.set(file, textOf(name))
  for (const { message } of workspace.findings())
    expect(message).not.toMatch(/fault of gatelint|undefined|\[native code\]|\[object/)
  expect(requestDocument(workspace, { show: file => file })).not.toMatch(/undefined|\[native code\]|\[object/)
})
