/** Where services listen: what their commands, environments, health checks and declarations say of it. */
import { describe, expect, test } from 'vitest'
import { listening, serviceIn, topology, verdict } from './facts.ts'

/** Each: a title, the keys of the service `api` (and other files), and what is found. */
type Case = readonly [title: string, service: string, expected: string]

const check = (cases: readonly Case[]): void => {
  test.each(cases)('%s', (_, text, expected) => {
    const [keys = '', ...files] = text.split(/^(?===> )/m)
    const service = keys
      .trim()
      .split('\n')
      .map(line => `    ${line}`)
      .join('\n')
    expect(listening(serviceIn(topology(`services:\n  api:\n${service}\n${files.join('')}`)))).toBe(expected)
  })
}

const run = (command: string): string => `image: python:3.12\ncommand: ${command}`

describe('command lines', () => {
  check([
    ['uvicorn', run('uvicorn main:app --host 0.0.0.0 --port 8001'), '8001 command http | closed'],
    ['uvicorn, told no host', run('uvicorn main:app --port 8001'), '8001 command http loopback | closed'],
    ['uvicorn, told nothing', run('uvicorn main:app'), '8000 command http loopback | closed'],
    [
      'uvicorn, told by its environment',
      `${run('uvicorn a:b')}\nenvironment: {UVICORN_PORT: 9000, UVICORN_HOST: "::"}`,
      '9000 environment http | closed',
    ],
    ['an option with =', run('uvicorn main:app --host=0.0.0.0 --port=8001'), '8001 command http | closed'],
    [
      'a list of words',
      run('["python", "-m", "uvicorn", "a:b", "--host", "0.0.0.0", "--port", "81"]'),
      '81 command http | closed',
    ],
    ['gunicorn', run('gunicorn -w 4 -b 0.0.0.0:8000 app:app'), '8000 command http | closed'],
    ['gunicorn with glued options', run('gunicorn -b:8000 app:app'), '8000 command http | closed'],
    [
      'gunicorn on two addresses',
      run('gunicorn -b :8000 -b :8001 app:app'),
      '8000 command http, 8001 command http | closed',
    ],
    ['gunicorn on the loopback', run('gunicorn --bind 127.0.0.1:8000 app:app'), '8000 command http loopback | closed'],
    ['gunicorn, perhaps with a configuration file', run('gunicorn app:app'), ''],
    ['gunicorn on a socket', run('gunicorn --bind unix:/run/app.sock app:app'), ''],
    [
      'gunicorn, told by its variable',
      `${run('gunicorn app:app')}\nenvironment: { GUNICORN_CMD_ARGS: "--bind=0.0.0.0:8001 --workers=2" }`,
      '8001 command http | closed',
    ],
    [
      'gunicorn, told by both: the command line counts',
      `${run('gunicorn -b :8000 app:app')}\nenvironment: { GUNICORN_CMD_ARGS: "--bind=0.0.0.0:8001" }`,
      '8000 command http | closed',
    ],
    ['uvicorn on a socket', run('uvicorn app:app --uds /run/app.sock'), ''],
    ['hypercorn, told nothing', run('hypercorn app:app'), '8000 command http loopback | closed'],
    ['hypercorn with a file', run('hypercorn -c hypercorn.toml app:app'), ''],
    ['daphne on an endpoint', run('daphne -e ssl:8443:privateKey=key.pem app.asgi:application'), ''],
    ['uWSGI on its own protocol', run('uwsgi --socket :8000 --module app'), '8000 command uwsgi | closed'],
    [
      'uWSGI on another protocol',
      run('uwsgi --socket 0.0.0.0:8000 --protocol=http --module app'),
      '8000 command | closed',
    ],
    ['uWSGI with HTTP', run('uwsgi --http :8000 --module app'), '8000 command http | closed'],
    ['uWSGI with SCGI', run('uwsgi --scgi-socket :8000 --module app'), '8000 command scgi | closed'],
    ['uWSGI with a file', run('uwsgi --http :8000 --ini app.ini'), '8000 command http'],
    ['FastAPI', run('fastapi run app.py'), '8000 command http | closed'],
    ['FastAPI while it is developed', run('fastapi dev app.py --port 8001'), '8001 command http loopback | closed'],
    [
      'FastAPI while it is developed, told by PORT',
      `${run('fastapi dev app.py')}\nenvironment: { PORT: 8002 }`,
      '8002 environment http loopback | closed',
    ],
    ['Thin', 'image: ruby:3\ncommand: bundle exec thin start', '3000 command | closed'],
    ['Thin with a file', 'image: ruby:3\ncommand: bundle exec thin start -C thin.yml', ''],
    [
      'Spring with a second port',
      'image: eclipse-temurin:21\ncommand: java -Dserver.port=8085 -Dmanagement.server.port=8086 -jar app.jar',
      '8085 command',
    ],
    [
      'Spring on one address',
      'image: eclipse-temurin:21\ncommand: java -jar app.jar --server.port=8085 --server.address=127.0.0.1',
      '8085 command loopback | closed',
    ],
    [
      'Kestrel on the loopback address',
      'image: mcr.microsoft.com/dotnet/sdk:8.0\ncommand: dotnet App.dll --urls http://localhost:5000',
      '5000 command http loopback | closed',
    ],
    [
      'Prometheus, told nothing of it',
      'image: prom/prometheus\ncommand: ["--config.file=/etc/prometheus.yml"]',
      '9090 command | closed',
    ],
    ['PostgreSQL by a setting', 'image: postgres:16\ncommand: -c port=5433', '5433 command tcp | closed'],
    ['hypercorn', run('hypercorn app:app --bind "[::]:8000"'), '8000 command http | closed'],
    ['daphne takes the host apart', run('daphne -b 0.0.0.0 -p 8001 app.asgi:application'), '8001 command | closed'],
    ['Django', run('python manage.py runserver 0.0.0.0:8000'), '8000 command http | closed'],
    ['Django with a port alone', run('python3 ./manage.py runserver 8080'), '8080 command http loopback | closed'],
    [
      'Django with its short form of all addresses',
      run('python manage.py runserver 0:8000'),
      '8000 command http | closed',
    ],
    ['Django on a name', run('python manage.py runserver api:8000'), ' | unread'],
    [
      'Django behind an option',
      run('python manage.py runserver --settings app.dev 0.0.0.0:81'),
      '81 command http | closed',
    ],
    ['Django, told nothing', run('python manage.py runserver'), '8000 command http loopback | closed'],
    ['Flask', run('flask --app hello run --host=0.0.0.0 -p 5001'), '5001 command http | closed'],
    ['Flask, told nothing: a .flaskenv may say', run('flask run'), '5000 command http'],
    ['Flask on the loopback address', run('flask run -h 127.0.0.1'), '5000 command http loopback'],
    [
      'Flask, told by its environment',
      `${run('flask run')}\nenvironment:\n  - FLASK_RUN_HOST=0.0.0.0\n  - FLASK_RUN_PORT=5050`,
      '5050 environment http | closed',
    ],
    ['the web server of Python', run('python3.12 -m http.server 9000'), '9000 command http | closed'],
    ['the web server of PHP', 'image: php:8\ncommand: php -S 0.0.0.0:8000 -t public', '8000 command http | closed'],
    [
      'Artisan',
      'image: php:8-cli\ncommand: php artisan serve --host=0.0.0.0 --port=8080',
      '8080 command http | closed',
    ],
    ['Next', 'image: node:20\ncommand: npx next start -p 3001', '3001 command http | closed'],
    [
      'Next, told by PORT',
      'image: node:20\ncommand: next start\nenvironment: {PORT: 4000}',
      '4000 environment http | closed',
    ],
    ['Next, told nothing', 'image: node:20\ncommand: yarn next dev', '3000 command http | closed'],
    ['Vite keeps its host in a file, perhaps', 'image: node:20\ncommand: vite --port 5174', '5174 command | closed'],
    ['Puma', 'image: ruby:3\ncommand: bundle exec puma -b tcp://0.0.0.0:9292', '9292 command | closed'],
    ['Rails', 'image: ruby:3\ncommand: bin/rails server -b 0.0.0.0 -p 3001', '3001 command | closed'],
    [
      'Spring',
      'image: eclipse-temurin:21\ncommand: ["java", "-Dserver.port=8085", "-jar", "app.jar"]',
      '8085 command | closed',
    ],
    [
      'Spring, behind the jar',
      'image: eclipse-temurin:21\ncommand: java -jar app.jar --server.port=8085',
      '8085 command | closed',
    ],
    [
      '.NET',
      'image: mcr.microsoft.com/dotnet/sdk:8.0\ncommand: dotnet App.dll --urls "http://+:8081;https://*:8443"',
      '8081 command http, 8443 command https | closed',
    ],
    [
      'http-echo by its arguments alone',
      'image: hashicorp/http-echo\ncommand: ["-listen=:5679", "-text=hi"]',
      '5679 command | closed',
    ],
    ['PostgreSQL by its arguments alone', 'image: postgres:16\ncommand: -p 5433', '5433 command tcp | closed'],
    [
      'MinIO by its subcommand',
      'image: minio/minio\ncommand: server /data --console-address :9001',
      '9001 command, 9000 image http MinIO, 9001 image http MinIO',
    ],
    [
      'a program that an image is named for, with a Dockerfile’s entrypoint',
      'build: .\ncommand: --port 81\n==> Dockerfile\nFROM python:3.12\nENTRYPOINT ["uvicorn", "a:b", "--host", "0.0.0.0"]\n',
      '81 command http | closed',
    ],
    ['PostgreSQL', 'image: postgres:16\ncommand: postgres -p 5433', '5433 command tcp | closed'],
    ['Redis', 'image: redis\ncommand: redis-server --port 6380', '6380 command tcp | closed'],
    ['an unknown program never closes', 'image: example/api\ncommand: ./server --port 8000', '8000 command'],
    [
      'a script of one’s own in front',
      'image: example/api\nentrypoint: /entrypoint.sh\ncommand: gunicorn -b :8000 app',
      '8000 command http',
    ],
    ['a subcommand of some image is no program', 'image: example/db\ncommand: serve', ''],
    ['a peer’s address is no listener', 'image: example/api\ncommand: ./worker --address queue:5672', ''],
    ['a client’s port is no listener', 'image: postgres:16\ncommand: psql -h db -p 5433', '5432 image tcp PostgreSQL'],
    ['npm hands on what it cannot read', 'image: node:20\ncommand: npm run dev -- --port 3001', '3001 command'],
  ])
})

describe('shells', () => {
  const sh = (script: string): string => `image: python:3.12\ncommand: ["sh", "-c", "${script}"]`
  check([
    ['tasks in front', sh('python manage.py migrate && exec gunicorn -b :8000 app'), '8000 command http | closed'],
    [
      'waiting in front',
      sh('while ! nc -z db 5432; do sleep 1; done; uvicorn a:b --host 0.0.0.0'),
      '8000 command http | closed',
    ],
    ['a wrapper that waits', run('./wait-for-it.sh db:5432 -- gunicorn -b :8000 app'), '8000 command http | closed'],
    [
      'two servers',
      sh('uvicorn a:b --host 0.0.0.0 --port 1000 & uvicorn c:d --host 0.0.0.0 --port 2000'),
      '1000 command http, 2000 command http',
    ],
    ['something in the background', sh('./agent & uvicorn a:b --host 0.0.0.0 --port 1000'), '1000 command http'],
    ['a second program that is not known', sh('service nginx start && gunicorn -b :8000 app'), '8000 command http'],
    ['a script that is not read', 'image: python:3.12\ncommand: sh start.sh', ''],
    ['supervisord', 'image: python:3.12\ncommand: supervisord -c /etc/supervisord.conf', ''],
    [
      'a variable of the environment',
      `${sh('gunicorn -b 0.0.0.0:$$PORT app')}\nenvironment: {PORT: 8123}`,
      '8123 command http, 8123 environment | closed',
    ],
    ['a variable with a default', sh('gunicorn -b 0.0.0.0:$${WEB_PORT:-8001} app'), '8001 command http | closed'],
    ['a variable that is not set', sh('gunicorn -b 0.0.0.0:$$WEB_PORT app'), ' | unread'],
    ['a variable set on the way', sh('export PORT=4000; next start'), '4000 environment http | closed'],
    ['a variable set in front', sh('PORT=4000 next start'), '4000 environment http | closed'],
    ['a variable set by env', run('env PORT=4000 next start'), '4000 environment http | closed'],
    ['nothing that listens', 'image: alpine\ncommand: tail -f /dev/null', ''],
    [
      'a folded block',
      'image: python:3.12\ncommand: >\n  gunicorn app:app\n  --bind 0.0.0.0:8000',
      '8000 command http | closed',
    ],
  ])
})

describe('environments', () => {
  check([
    ['PORT of an unknown program does not close', 'image: example/api\nenvironment: {PORT: 3000}', '3000 environment'],
    ['in lower case', 'image: example/api\nenvironment:\n  - port=3001', '3001 environment'],
    ['its own name', 'image: example/api\nenvironment: {API_PORT: 3002}', '3002 environment'],
    ['never a peer’s', 'image: example/api\nenvironment: {DB_PORT: 5432, REDIS_PORT: 6379}', ''],
    ['never a database’s', 'image: postgres:16\nenvironment: {PORT: 3000}', '5432 image tcp PostgreSQL'],
    [
      'Grafana obeys',
      'image: grafana/grafana:11.0.0\nenvironment: {GF_SERVER_HTTP_PORT: 3030}',
      '3030 environment | closed',
    ],
    [
      'ASP.NET with wildcards',
      'image: mcr.microsoft.com/dotnet/aspnet:8.0\nenvironment: {ASPNETCORE_URLS: "http://+:8000"}',
      '8000 environment http | closed',
    ],
    [
      'ASP.NET with a list of ports',
      'image: mcr.microsoft.com/dotnet/aspnet:8.0\nenvironment: {ASPNETCORE_HTTP_PORTS: "8000;8001"}',
      '8000 environment, 8001 environment | closed',
    ],
    [
      'ASP.NET with its command',
      'build: .\nenvironment: {ASPNETCORE_URLS: "http://+:8000"}\n==> Dockerfile\nFROM mcr.microsoft.com/dotnet/aspnet:8.0\nENTRYPOINT ["dotnet", "App.dll"]\n',
      '8000 environment http | closed',
    ],
    [
      'an unresolved variable leaves doubt',
      'image: example/api\nenvironment: {PORT: "${WEB_PORT}"}\nexpose: [3000]',
      '3000 expose | unread',
    ],
    [
      'a value from the shell leaves doubt',
      'image: example/api\nenvironment:\n  - PORT\nexpose: [3000]',
      '3000 expose | unread',
    ],
    ['from a file', 'image: example/api\nenv_file: api.env\n==> api.env\nPORT=3000\n', '3000 environment'],
    [
      'later files and the environment win',
      'image: example/api\nenv_file: [a.env, path: b.env]\nenvironment: {PORT: 3}\n==> a.env\nPORT=1\n==> b.env\nPORT=2\n',
      '3 environment',
    ],
    [
      'a file that is not there leaves doubt',
      'image: example/api\nenv_file: api.env\nexpose: [3000]',
      '3000 expose | unread',
    ],
    ['empty is not unread', 'image: example/api\nenvironment: {PORT: ""}\nexpose: [3000]', '3000 expose'],
  ])
})

describe('health checks', () => {
  const check80 = (test: string): string => `image: example/api\nhealthcheck:\n  test: ${test}`
  check([
    ['curl', check80('curl -f http://localhost:8000/health || exit 1'), '8000 healthcheck http'],
    ['a list', check80('["CMD", "wget", "-q", "http://127.0.0.1:8000/"]'), '8000 healthcheck http'],
    ['without a port', check80('["CMD-SHELL", "curl https://localhost/"]'), '443 healthcheck https'],
    ['a port that is not known', check80('curl http://localhost:$$PORT/'), ''],
    ['bash alone', check80('["CMD", "bash", "-c", "echo > /dev/tcp/127.0.0.1/9000"]'), '9000 healthcheck'],
    ['netcat', check80('nc -z localhost 8000'), '8000 healthcheck'],
    ['netcat in words', check80('["CMD", "nc", "-z", "localhost", "8000"]'), '8000 healthcheck'],
    ['another host', check80('curl http://db:8000/'), ''],
    ['a name that ends alike', check80('curl http://notlocalhost:8000/'), ''],
    ['none', check80('["NONE"]'), ''],
    [
      'of the Dockerfile',
      'build: .\n==> Dockerfile\nFROM example/base\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:8000/\n',
      '8000 healthcheck http',
    ],
    [
      'its own in place of the Dockerfile’s',
      'build: .\nhealthcheck: {test: curl http://localhost:9000/}\n==> Dockerfile\nFROM example/base\nHEALTHCHECK CMD curl http://localhost:8000/\n',
      '9000 healthcheck http',
    ],
  ])
})

describe('declarations', () => {
  check([
    ['both sides', 'image: example/api\nports: ["8080:80"]', '80 ports'],
    ['one side', 'image: example/api\nports: [80, "81"]', '80 ports, 81 ports'],
    [
      'an address in front',
      'image: example/api\nports: ["127.0.0.1:8080:80", "127.0.0.1::81", "[::1]:8082:82"]',
      '80 ports, 81 ports, 82 ports',
    ],
    ['ranges', 'image: example/api\nports: ["3000-3002:4000-4002"]', '4000 ports, 4001 ports, 4002 ports'],
    ['UDP is none', 'image: example/api\nports: ["53:53/udp", "54:54/tcp"]\nexpose: ["55/udp"]', '54 ports'],
    [
      'the long form',
      'image: example/api\nports:\n  - target: 80\n    published: "8080"\n  - {target: 81, protocol: udp}',
      '80 ports',
    ],
    ['a variable on the host’s side', 'image: example/api\nports: ["${WEB_PORT}:80"]', '80 ports'],
    ['a variable on the container’s side', 'image: example/api\nports: ["8080:${WEB_PORT}"]', ' | unread'],
    ['one variable on both sides', 'image: example/api\nports: ["${WEB_PORT}:${WEB_PORT}"]', ' | unread'],
    ['a default', 'image: example/api\nports: ["${A:-8080}:${B:-80}"]', '80 ports'],
    ['expose', 'image: example/api\nexpose: [3000, "3001-3002"]', '3000 expose, 3001 expose, 3002 expose'],
    [
      'EXPOSE',
      'build: .\n==> Dockerfile\nFROM example/base\nEXPOSE 80 443/tcp 53/udp\n',
      '80 dockerfile, 443 dockerfile',
    ],
    [
      'EXPOSE older than the command',
      'build: .\n==> Dockerfile\nFROM python:3.12\nEXPOSE 5000\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n',
      '8000 command http, 5000 dockerfile | closed',
    ],
  ])
})

describe('images', () => {
  check([
    ['PostgreSQL', 'image: postgres:16-alpine', '5432 image tcp PostgreSQL'],
    ['from a registry', 'image: registry.example.com:5000/library/redis:7@sha256:0a', '6379 image tcp Redis'],
    ['php-fpm speaks FastCGI', 'image: php:8.3-fpm-alpine', '9000 image fastcgi php-fpm'],
    ['php with Apache', 'image: php:8.3-apache', '80 image http Apache'],
    ['php alone serves nothing', 'image: php:8.3-cli', ''],
    ['WordPress as it comes', 'image: wordpress:6', '80 image http Apache'],
    ['WordPress with php-fpm', 'image: wordpress:6-fpm', '9000 image fastcgi php-fpm'],
    ['a tag that is not known may be any', 'image: "wordpress:${TAG}"', ''],
    ['a tag that is not known, of an image that has one default', 'image: "redis:${TAG}"', '6379 image tcp Redis'],
    ['ASP.NET since 8', 'image: mcr.microsoft.com/dotnet/aspnet:8.0', '8080 image http ASP.NET Core'],
    ['ASP.NET before 8', 'image: mcr.microsoft.com/dotnet/aspnet:7.0-alpine', '80 image http ASP.NET Core'],
    ['several ports', 'image: minio/minio', '9000 image http MinIO, 9001 image http MinIO'],
    ['nginx as it comes', 'image: nginx', '80 image http nginx'],
    ['nginx with a configuration', 'image: nginx\nvolumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]', ''],
    [
      'what a Dockerfile begins with',
      'build: .\n==> Dockerfile\nFROM php:8-fpm\nCOPY . /var/www\n',
      '9000 image fastcgi php-fpm',
    ],
    [
      'php-fpm with extensions and settings of one’s own',
      'build: .\nvolumes: ["./php.ini:/usr/local/etc/php/php.ini"]\n==> Dockerfile\nFROM php:8-fpm\nRUN docker-php-ext-install pdo\n',
      '9000 image fastcgi php-fpm',
    ],
    [
      'php-fpm with a pool of one’s own',
      'image: php:8-fpm\nvolumes: ["./www.conf:/usr/local/etc/php-fpm.d/www.conf"]',
      '',
    ],
    ['a variable that may move it', 'image: swaggerapi/swagger-ui\nenvironment: { SWAGGER_PORT: 8081 }', ''],
    [
      'a variable that tells of a peer',
      'image: wordpress:6\nenvironment: { WORDPRESS_DB_PORT: 3306 }',
      '80 image http Apache',
    ],
    ['an exporter', 'image: prom/pushgateway', '9091 image http the Pushgateway'],
    ['one of many tags', 'image: roundcube/roundcubemail:1.6-fpm', '9000 image fastcgi php-fpm'],
    ['a name that only looks alike', 'image: example/postgres-backup', ''],
  ])
})

describe('a network that is shared', () => {
  test('guests of a service are reached by its name', () => {
    const whole = topology(`
services:
  vpn: { image: example/vpn }
  api: { image: python:3.12, network_mode: "service:vpn", command: uvicorn a:b --host 0.0.0.0 --port 8000 }
`)
    expect(listening(serviceIn(whole, 'vpn'))).toBe('8000 command http')
  })
})

describe('verdicts', () => {
  const cases: readonly (readonly [title: string, service: string, port: number, expected: string])[] = [
    ['named by the command', run('uvicorn a:b --host 0.0.0.0 --port 8001'), 8001, 'open command'],
    ['told to listen elsewhere', run('uvicorn a:b --host 0.0.0.0 --port 8001'), 8000, 'closed 8001'],
    ['the host’s side of a mapping', 'image: example/api\nports: ["8080:80"]', 8080, 'published 80'],
    [
      'the host’s side, with a closed question',
      `${run('uvicorn a:b --port 80')}\nports: ["8080:80"]`,
      8080,
      'published 80',
    ],
    ['both sides are the same', 'image: example/api\nports: ["8080:8080"]', 8080, 'open ports'],
    [
      'the host’s side of one, the container’s of another',
      'image: example/api\nports: ["8080:80", "9090:8080"]',
      8080,
      'open ports',
    ],
    ['a port that the engine draws', 'image: example/api\nports: ["80"]', 8080, 'undeclared 80'],
    ['only declared elsewhere', 'image: example/api\nexpose: [3000]', 8080, 'undeclared 3000'],
    ['a list of ports that is not complete', 'image: axllent/mailpit\nports: ["1025:1025"]', 8025, 'open image'],
    ['of a well-known image', 'image: postgres', 3306, 'undeclared 5432'],
    [
      'a file of settings that is not read',
      'image: example/api\nexpose: [3000]\nvolumes: ["./api.yaml:/etc/api.yaml:ro"]',
      8080,
      'unknown',
    ],
    ['nothing known', 'image: example/api', 8080, 'unknown'],
    ['not all was readable', 'image: example/api\nexpose: [3000]\nenv_file: gone.env', 8080, 'unknown'],
    ['PORT of an unknown program', 'image: example/api\nenvironment: {PORT: 3000}', 8080, 'undeclared 3000'],
  ]
  test.each(cases)('%s', (_, keys, port, expected) => {
    const service = keys.split('\n').map(line => `    ${line}`)
    expect(verdict(serviceIn(topology(`services:\n  api:\n${service.join('\n')}\n`)), port)).toBe(expected)
  })
})
