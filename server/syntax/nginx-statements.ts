/** Which words begin a statement of nginx, and how many arguments it takes: enough to see where a ";" or a "{" was forgotten. */

/** How many arguments a directive takes, and whether a block follows. */
interface Arity {
  readonly least: number
  readonly most: number
  readonly block: boolean
}

/**
 * Common directives by their arguments: "2+" is two or more, "{0}" a block without arguments. Not the catalogue: where
 * a name is missing, one fault is told less well. Left out are names that are also parameters of other directives:
 * `ssl` and `http2` of `listen`, `gzip` of `access_log`, `least_conn` of `random`, `break` of `rewrite`.
 */
const byArguments: Readonly<Record<string, string>> = {
  '0': 'internal ip_hash',
  '1': `accept_mutex alias auth_basic auth_basic_user_file auth_request autoindex charset client_body_buffer_size
    client_body_timeout client_header_buffer_size client_header_timeout client_max_body_size default_type deny allow
    etag fastcgi_buffer_size fastcgi_buffering fastcgi_cache fastcgi_cache_key fastcgi_connect_timeout fastcgi_index
    fastcgi_intercept_errors fastcgi_pass fastcgi_read_timeout fastcgi_send_timeout fastcgi_split_path_info
    grpc_connect_timeout grpc_pass grpc_read_timeout grpc_send_timeout gzip_comp_level gzip_http_version
    gzip_min_length gzip_static gzip_vary include keepalive keepalive_requests limit_rate limit_rate_after
    limit_req_status load_module log_not_found memcached_pass multi_accept pid port_in_redirect proxy_buffer_size
    proxy_buffering proxy_busy_buffers_size proxy_cache proxy_cache_key proxy_cache_lock proxy_connect_timeout
    proxy_hide_header proxy_http_version proxy_ignore_client_abort proxy_intercept_errors proxy_max_temp_file_size
    proxy_pass proxy_pass_header proxy_pass_request_body proxy_pass_request_headers proxy_read_timeout
    proxy_request_buffering proxy_send_timeout proxy_set_body proxy_ssl_certificate proxy_ssl_certificate_key
    proxy_ssl_name proxy_ssl_server_name proxy_ssl_session_reuse proxy_ssl_trusted_certificate proxy_ssl_verify
    proxy_ssl_verify_depth real_ip_header real_ip_recursive resolver_timeout root satisfy scgi_pass send_timeout
    sendfile server_names_hash_bucket_size server_names_hash_max_size server_tokens set_real_ip_from ssl_certificate
    ssl_certificate_key ssl_ciphers ssl_client_certificate ssl_dhparam ssl_ecdh_curve ssl_prefer_server_ciphers
    ssl_session_tickets ssl_session_timeout ssl_stapling ssl_stapling_verify ssl_trusted_certificate
    ssl_verify_client ssl_verify_depth sub_filter_once tcp_nodelay tcp_nopush types_hash_bucket_size
    types_hash_max_size underscores_in_headers uwsgi_connect_timeout uwsgi_pass uwsgi_read_timeout
    uwsgi_send_timeout variables_hash_max_size worker_connections worker_processes worker_rlimit_nofile
    worker_shutdown_timeout`,
  '2': `auth_request_set fastcgi_buffers gzip_buffers large_client_header_buffers limit_conn limit_conn_zone
    proxy_buffers proxy_set_header set sub_filter uwsgi_buffers`,
  '1-2': 'expires hash keepalive_timeout open_file_cache proxy_cookie_domain proxy_redirect return user zone',
  '1-3': 'limit_req',
  '2-3': 'add_header add_trailer fastcgi_param rewrite uwsgi_param',
  '3-4': 'limit_req_zone',
  '1+': `access_log error_log fastcgi_cache_bypass fastcgi_cache_valid fastcgi_next_upstream fastcgi_no_cache
    gzip_disable gzip_proxied gzip_types index listen proxy_cache_bypass proxy_cache_methods proxy_cache_use_stale
    proxy_cache_valid proxy_ignore_headers proxy_next_upstream proxy_no_cache resolver server server_name
    ssl_protocols sub_filter_types uwsgi_next_upstream valid_referers`,
  '2+': 'error_page log_format proxy_cache_path try_files',
  '{0}': 'events http mail server stream',
  '{1}': 'upstream',
  '{1+}': 'if limit_except',
  '{1-2}': 'geo location',
  '{2}': 'map split_clients',
}

/** The arities of a name; `server` has two, one in `http` and one in `upstream`. */
export const arities: ReadonlyMap<string, readonly Arity[]> = readTable()

function readTable(): ReadonlyMap<string, readonly Arity[]> {
  const table = new Map<string, Arity[]>()
  for (const [spelled, names] of Object.entries(byArguments)) {
    const [, brace, least, more, most] = /^(\{?)(\d)(\+|-(\d))?\}?$/.exec(spelled)!
    const arity: Arity = {
      least: Number(least),
      most: more === '+' ? Number.POSITIVE_INFINITY : Number(most ?? least),
      block: brace === '{',
    }
    for (const name of names.split(/\s+/)) table.set(name, [...(table.get(name) ?? []), arity])
  }
  return table
}

/** Directives that take more words than there may be, and any: the name of a directive is one, too. */
const takeAnyWords = new Set([
  ...['fastcgi_cache_bypass', 'fastcgi_no_cache', 'gzip_disable', 'gzip_types', 'index', 'log_format'],
  ...['proxy_cache_bypass', 'proxy_no_cache', 'server_name', 'sub_filter_types', 'try_files', 'valid_referers'],
])

/** The words of one line, and what ends them: ";" or "{" or the line. */
export interface LineOfWords {
  readonly words: readonly string[]
  readonly end: ';' | '{' | ''
}

/**
 * What is missing before a line, though no ";" and no "{" has ended the statement before: only where nginx would refuse
 * the two as one. `pending` are the words of the statement before.
 */
export function missingBefore(pending: readonly string[], { words, end }: LineOfWords): ';' | '{' | undefined {
  const [name = '', ...args] = words
  const [before = '', ...given] = pending
  const all = given.length + words.length
  const isStatement = arities
    .get(name)
    ?.some(arity => takes(arity, args.length) && (end === '' || arity.block === (end === '{')))
  if (!isStatement) return undefined
  const known = arities.get(before) ?? []
  const simple = known.find(({ block, least }) => !block && given.length >= least)
  if (simple) {
    const isTooMuch = simple.most === Number.POSITIVE_INFINITY ? !takeAnyWords.has(before) : all > simple.most
    return isTooMuch || end === '{' ? ';' : undefined
  }
  const block = known.find(arity => arity.block && takes(arity, given.length))
  return block && (end === ';' || (end === '{' && all > block.most)) ? '{' : undefined
}

const takes = ({ least, most }: Arity, count: number): boolean => count >= least && count <= most
