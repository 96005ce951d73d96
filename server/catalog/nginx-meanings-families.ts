/** What those directives do that nginx has for each protocol of the servers behind: proxy_pass_header, fastcgi_pass_header and so on. */

/** What a directive of such a family does; undefined for one of no family. */
export function meaningInFamily(name: string): string | undefined {
  const [, prefix = '', rest = ''] = FAMILY.exec(name) ?? []
  const meaning = Object.hasOwn(MEANINGS, rest) ? MEANINGS[rest] : undefined
  return meaning?.replaceAll('{server}', SERVERS[prefix]!).replaceAll('{prefix}', prefix)
}

/** What stands behind, by the beginning of the directives' names. */
const SERVERS: Readonly<Record<string, string>> = {
  proxy: 'the server',
  fastcgi: 'the FastCGI server',
  uwsgi: 'the uwsgi server',
  scgi: 'the SCGI server',
  grpc: 'the gRPC server',
  memcached: 'memcached',
  tunnel: "the tunnel's server",
  ajp: 'the AJP server',
  redis2: 'the Redis server',
  redis: 'Redis',
  memc: 'the memcached server',
  zone_sync: "the cluster's other nodes",
}

const FAMILY = new RegExp(`^(${Object.keys(SERVERS).join('|')})_(\\w+)$`)

/** By the rest of the name; `{server}` and `{prefix}` stand for what the family has. */
const MEANINGS: Readonly<Record<string, string>> = {
  bind: "The local address from which connections to {server} are made; transparent keeps the client's, off cancels.",
  buffer_size:
    'The buffer for the beginning of an answer of {server}; a header that does not fit gets a 502. 4k or 8k without it.',
  buffering:
    'Takes answers of {server} as fast as they come and keeps them until the client has them; off passes them on at once.',
  buffers:
    'How many buffers, and of which size, hold the answer of {server} to one request; the rest goes to a temporary file.',
  busy_buffers_size: 'How much of an answer of {server} may wait to be sent while the rest is still read.',
  cache: 'Keeps answers of {server} in this zone of {prefix}_cache_path; off cancels.',
  cache_background_update:
    'Fetches an expired answer anew from {server} in the background, while clients get the old one; needs updating in {prefix}_cache_use_stale.',
  cache_bypass: 'Asks {server} and not the cache where one of these values is neither empty nor 0.',
  cache_key:
    'The text under which answers of {server} are kept and found again. What is not in it must not change the answer.',
  cache_lock: 'Lets only one request at a time fetch a missing answer from {server}; the others wait for it.',
  cache_lock_age: 'After how long another waiting request may ask {server}, if the first has not finished.',
  cache_lock_timeout:
    "How long a request waits for another's answer of {server}; then it asks itself, and its answer is not kept.",
  cache_max_range_offset: 'Beyond this offset, ranges are asked of {server} and not kept.',
  cache_methods: 'The methods whose answers of {server} are kept: GET and HEAD always, POST if you say so.',
  cache_min_uses: 'From which request on an answer of {server} is kept.',
  cache_path:
    'The folder in which answers of {server} are kept, the name and size of the zone of keys, and how much and how long is kept.',
  cache_purge:
    'Removes an answer of {server} from the cache in place of giving it; the commercial edition and the module cache_purge have it.',
  cache_revalidate: 'Asks {server} by If-Modified-Since and If-None-Match whether an expired answer still holds.',
  cache_use_stale: 'In which troubles with {server} an expired answer is given in place of a 502 or 504.',
  cache_valid: 'How long answers of {server} are kept, by status, where their own headers do not say so.',
  connect_timeout:
    'How long a connection to {server} may take to open; after that the next one is tried, or the client gets a 504. 60s without it.',
  force_ranges: 'Serves ranges of answers of {server}, whatever it says of them.',
  hide_header: 'Keeps this header of {server} from the client.',
  ignore_client_abort:
    'Goes on with the request to {server} when the client has gone; without it, it is broken off, and logged as 499.',
  ignore_headers: 'Which headers of {server} nginx does not obey, such as Cache-Control and X-Accel-Redirect.',
  intercept_errors:
    'Lets error_page answer for {server} where its status is 300 or more; without it, its answer goes to the client as it is.',
  limit_rate:
    'How many bytes per second are read from {server}, for each request, if it is buffered; 0 does not slow it down.',
  max_temp_file_size:
    'How much of an answer of {server} may go to a temporary file; 0 waits for the client in place of writing.',
  next_upstream:
    'In which cases a request that failed at {server} goes to the next one of the upstream: error and timeout without it.',
  next_upstream_timeout:
    'For how long in all a request that failed at {server} may be tried with others; 0 for as long as it takes.',
  next_upstream_tries:
    'How many attempts a request has in all, the first at {server} included; 0 for as many as there are servers.',
  no_cache: 'Does not keep an answer of {server} where one of these values is neither empty nor 0.',
  param: 'Sets a parameter that goes to {server}. A level with a {prefix}_param of its own inherits none from above.',
  pass_header: 'Passes on a header of {server} that nginx hides otherwise, such as X-Accel-Redirect.',
  pass_request_body: 'Sends the body of the request to {server}.',
  pass_request_headers: 'Sends the headers of the request to {server}.',
  read_timeout:
    'How long nginx waits between two reads from {server}; if the answer has not begun, the client gets a 504. 60s without it.',
  request_buffering:
    'Reads the whole body of a request before it goes to {server}; off passes it on as it comes, and no other server can be tried then.',
  send_lowat: 'The least number of bytes that the kernel should be ready to send to {server}, on BSD.',
  send_timeout:
    'How long {server} may take nothing of a request, between two writes; after that the client gets a 504. 60s without it.',
  socket_keepalive: 'Has the system look now and then whether a silent connection to {server} is still alive.',
  socket_rcvbuf: "The kernel's buffer for what comes from {server}; 0 leaves it to the system.",
  socket_sndbuf: "The kernel's buffer for what goes to {server}; 0 leaves it to the system.",
  store: 'Saves answers of {server} as files for good, under the path of root or under one given here.',
  store_access: 'The rights of the files that {prefix}_store saves.',
  temp_file_write_size: 'How much of an answer of {server} is written to a temporary file at once.',
  temp_path:
    'The folder in which long answers of {server} are kept until the client has them; it must be writable for the workers.',
  upstream_tries: 'In Tengine, with how many servers of the upstream a request is tried that fails at {server}.',
  ssl_certificate: 'The file with the client certificate that nginx shows to {server} over TLS.',
  ssl_certificate_cache:
    'Remembers client certificates for {server} whose file names hold variables; without it each connection reads them.',
  ssl_certificate_key: 'The file with the private key of {prefix}_ssl_certificate, for TLS to {server}.',
  ssl_ciphers: "The ciphers for TLS to {server}, in OpenSSL's notation.",
  ssl_conf_command: 'Sets any configuration command of OpenSSL for TLS to {server}.',
  ssl_crl: 'The file with revoked certificates that {server} must not have.',
  ssl_key_log:
    'Writes the keys of TLS connections to {server} to a file, so that recordings can be read; commercial edition alone.',
  ssl_name:
    'The name that the certificate of {server} must have and that SNI tells; the host of the address without it.',
  ssl_password_file: 'The file with passphrases of private keys for TLS to {server}, one in a line.',
  ssl_protocols: 'Which versions of TLS are spoken with {server}.',
  ssl_server_name:
    'Tells {server} the name by SNI at the handshake. Off without it, and servers with many names may refuse or show another certificate.',
  ssl_session_reuse: 'Resumes TLS sessions with {server}; turn it off where handshakes fail with it.',
  ssl_trusted_certificate: 'The authorities that may have signed the certificate of {server}, for {prefix}_ssl_verify.',
  ssl_verify:
    'Verifies the certificate of {server}; a 502 if it does not hold. Off without it, and any certificate does.',
  ssl_verify_depth: 'How many intermediate certificates {server} may show.',
}
