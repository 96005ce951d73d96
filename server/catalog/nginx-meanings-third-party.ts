/** What those directives do that modules bring by the dozen: Lua's phases, and settings that are told by their module alone. */

/** What such a directive does, as far as its name and its module say; undefined for one of no module known here. */
export function meaningByModule(name: string, module: string | undefined): string | undefined {
  const [, phase = '', form] = /^(\w+)_by_lua(_block|_file)?$/.exec(name) ?? []
  const when = Object.hasOwn(PHASES, phase) ? PHASES[phase] : undefined
  if (when !== undefined) return `${form ? FORMS[form] : 'Runs this Lua code, a string,'} ${when}.`
  const [, told] = SETTINGS.find(([names]) => names.test(name)) ?? []
  return told ?? (module === undefined || !Object.hasOwn(MODULES, module) ? undefined : MODULES[module])
}

const FORMS: Readonly<Record<string, string>> = { _block: 'Runs this Lua code', _file: 'Runs a file of Lua' }

const PHASES: Readonly<Record<string, string>> = {
  set: 'to give a variable its value; it must not wait for anything',
  server_rewrite: 'before the location is chosen',
  rewrite: 'after the rewrite directives of the location',
  access: 'to decide who gets in, after allow, deny and the like',
  precontent: 'before the content is made, after try_files and the like',
  content: 'to answer the request',
  header_filter: 'to change the header of the answer; it must not wait for anything',
  body_filter: 'to change the body of the answer, piece by piece; it must not wait for anything',
  log: 'when the request is logged; it must not wait for anything',
  preread: "to look at a stream connection's first bytes before it is passed on",
  balancer: 'to choose the server of the upstream for this attempt',
  ssl_client_hello: "to look at the client's hello, before anything of TLS is decided",
  ssl_certificate: 'to choose the certificate that the client is shown',
  ssl_session_fetch: 'to look up the TLS session that a client wants to resume',
  ssl_session_store: 'to keep the TLS session, so that a client can resume it',
  proxy_ssl_certificate: 'to choose the client certificate that the server behind is shown',
  proxy_ssl_verify: 'to judge the certificate of the server behind',
}

/** By how names begin, in order: the first that matches tells. */
const SETTINGS: readonly (readonly [names: RegExp, meaning: string])[] = (
  [
    ['array_', 'A helper of the array module: splits, joins and maps lists in variables.'],
    ['redis2?_', 'A setting for talking to Redis.'],
    ['memc_', 'A setting for talking to memcached by the memc module.'],
    ['srcache_', 'A setting of the cache that srcache_fetch and srcache_store keep by subrequests.'],
    ['drizzle_', 'A setting for talking to MySQL by the drizzle module.'],
    ['postgres_', 'A setting for talking to PostgreSQL.'],
    ['rds_json', "Writes a database's answer as JSON, or says how."],
    ['rds_csv', "Writes a database's answer as CSV, or says how."],
    ['gridfs', 'Serves files out of MongoDB.'],
    ['vhost_traffic_status_', 'A setting of the status page that counts by virtual host.'],
    ['(?:stream_)?server_traffic_status', 'A setting of the status page that counts by server of stream.'],
    ['ip2location_', "A setting for looking up the place of a client's address by IP2Location."],
    ['ip2proxy_', 'A setting for finding out by IP2Proxy whether a client comes by way of a proxy.'],
    ['ModSecurity', 'A setting of the web application firewall ModSecurity, in the form of its version 2.'],
    [
      'passenger_|rails_',
      'A setting of Passenger, which starts applications in Ruby, Python and Node.js and watches them.',
    ],
    ['cache_purge_', 'A setting of the cache_purge module, which removes answers from the cache on request.'],
    ['sticky_hide_cookie', 'Keeps the cookie of sticky from the servers.'],
    ['check_|healthcheck_', "A setting of a module that checks the health of an upstream's servers."],
    ['upsync_', "A setting for taking an upstream's servers from Consul or etcd."],
    ['dyups_', 'A setting of the module that changes upstreams while nginx runs.'],
    ['upload_progress_', 'A setting of the reports on the progress of uploads.'],
    ['upload_', 'A setting of the module that saves uploaded files and passes their names on.'],
    ['fancyindex_', 'A setting of the list of a folder that fancyindex makes.'],
    ['rtmp_|flv_live|hls_live', 'A setting for streaming by RTMP.'],
    ['vod_hls_', 'A setting of video that is served in pieces as HLS.'],
    ['vod_dash_', 'A setting of video that is served in pieces as DASH.'],
    ['vod_mss_', 'A setting of video that is served in pieces as Smooth Streaming.'],
    ['vod_hds_', 'A setting of video that is served in pieces as HDS.'],
    ['vod_drm_', 'A setting of the protection of video that is served in pieces.'],
    ['vod_.*cache', 'A cache for serving video in pieces: its name, size and time.'],
    ['vod_', 'A setting for serving video files in pieces.'],
    ['slowfs_', 'A setting of the cache that keeps copies of files from a slow disk.'],
    ['auth_pam_', 'A setting for checking names and passwords by PAM.'],
    ['auth_ldap_', 'A setting for checking names and passwords by LDAP.'],
    ['auth_digest_', 'A setting of digest authentication.'],
    ['auth_gss_', 'A setting of authentication by Kerberos.'],
    ['auth_radius_', 'A setting for checking names and passwords by RADIUS.'],
    ['auth_jwt_', 'A setting for checking JWTs by a module that is not part of nginx.'],
    ['testcookie_', 'A setting of the test by a cookie whether a client is a browser.'],
    ['subs_', 'A setting of subs_filter, which replaces texts in answers.'],
    ['replace_filter', 'Replaces what a regular expression matches in answers, or says how.'],
    ['ajp_', 'A setting for talking to an AJP server.'],
    ['push_stream_', 'A setting of the push stream module, which passes messages on to clients that wait for them.'],
    ['nchan_', 'A setting of Nchan, which passes messages on to clients that wait for them.'],
    ['opentracing_|zipkin_|jaeger_', 'A setting for tracing requests by OpenTracing.'],
    ['datadog_', 'A setting for tracing requests by Datadog.'],
    ['opentelemetry_', "A setting for tracing requests by OpenTelemetry, of that project's own module."],
    ['mruby_\\w+_code', 'Runs this code of mruby in a phase of the request.'],
    ['mruby_', 'Runs a file of mruby in a phase of the request, or says how.'],
    ['xss_', 'A setting for answers as JSONP.'],
    ['eval', 'Takes the answer of a subrequest into a variable, or says how.'],
    ['accesskey', 'Lets in who has a key made of a text, or says how the key is made.'],
    ['concat_', 'A setting for answering with several files in one.'],
    ['trim', 'Removes blanks and comments from pages, or says of what.'],
    ['footer', 'Puts a text at the end of answers, or says of which.'],
    ['sysguard', 'Refuses requests while the machine is under too much load, or says from where on.'],
    ['slice_(?:arg|header|footer)', 'A setting for serving a part of a file by arguments.'],
    ['small_light', 'Changes pictures while they are sent, or says how.'],
    ['statsd_', 'A setting for counting requests in StatsD.'],
    ['graphite_', 'A setting for counting requests in Graphite.'],
    ['proxy_connect_', 'A setting for answering CONNECT, so that nginx is a proxy for TLS.'],
    ['length_hiding', 'Makes the length of pages random, against attacks on compression, or says how.'],
    ['waf_', 'A setting of a web application firewall.'],
    ['kafka', 'Sends requests to Kafka, or says how.'],
    ['tarantool_|tnt_', 'A setting for talking to Tarantool.'],
    ['ipscrub_', "A setting of the module that hides clients' addresses in logs."],
    ['pinba_', 'A setting for counting requests in Pinba.'],
    ['unzip_', 'A setting for serving files out of a ZIP archive.'],
    ['video_thumbextractor', 'Answers with a picture out of a video, or says which.'],
    ['shib_', 'A setting of authentication by Shibboleth.'],
    ['dynamic_limit_req', 'Limits requests by rules that can change while nginx runs.'],
    ['security_headers_', 'A setting for the headers that make browsers careful.'],
    ['jvm_|\\w+_handler_|header_filter_code', 'A setting of nginx-clojure, which runs code on a Java machine.'],
    ['tfs_', 'A setting for serving files out of the TFS file system, in Tengine.'],
    ['req_status', 'A setting of the counts of requests in Tengine.'],
    ['proxy_http3_|proxy_quic_', 'A setting for speaking HTTP/3 with servers, in Angie.'],
    ['http3_', 'A setting of HTTP/3 in Angie.'],
    ['metric', 'A setting for numbers of your own in the API of Angie.'],
    ['docker_', 'A setting for taking the servers of upstreams from Docker, in Angie.'],
  ] as const
).map(([names, meaning]) => [new RegExp(`^(?:${names})`), meaning])

/** Where nothing is told of the directive itself: what its module is. */
const MODULES: Readonly<Record<string, string>> = {
  naxsi: 'A setting of naxsi, a web application firewall.',
  tengine: 'A directive that Tengine has and nginx has not.',
  angie: 'A directive that Angie has and nginx has not.',
  'upstream checks':
    'A setting for choosing or checking the servers of an upstream, of a module that is not part of nginx.',
  'other modules': 'A directive of a module that does not come with nginx, which refuses it where it lacks the module.',
}
