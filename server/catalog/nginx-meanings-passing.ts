/** What directives do that only one of proxy_, fastcgi_, uwsgi_, scgi_, grpc_, memcached_ and tunnel_ has, or has in its own way, and those of upstream. */

export const passing: Readonly<Record<string, string>> = {
  proxy_pass:
    'Passes requests on to this server or upstream over HTTP, or in stream as bare bytes. With a URI, it replaces the matched location.',
  proxy_buffer_size:
    'The buffer for the header of an answer; one that does not fit gets a 502. 4k or 8k without it; in stream the buffer for all data, 16k.',
  proxy_bind:
    "The local address from which connections to the server are made; transparent keeps the client's own, off cancels.",
  proxy_cache_convert_head:
    'Turns HEAD into GET so that the answer can be kept; with off, the method should be in the key.',
  proxy_connect_timeout:
    'How long a connection to the server may take to open, 60s without it; then the next one is tried, or the client gets a 504 (in stream, is cut off).',
  proxy_ssl_verify:
    "Verifies the server's certificate; where it does not hold, the client gets a 502 (in stream, is cut off). Off without it, and any certificate does.",
  proxy_cookie_domain: 'Rewrites the domain of cookies that the server sets.',
  proxy_cookie_flags: 'Sets or removes secure, httponly and samesite of cookies that the server sets.',
  proxy_cookie_path: 'Rewrites the path of cookies that the server sets.',
  proxy_headers_hash_bucket_size: 'The size of a cell in the tables of headers to set and to hide.',
  proxy_headers_hash_max_size:
    'The size of the tables of headers to set and to hide; nginx warns where it is too small.',
  proxy_http_version:
    'The version of HTTP spoken with the server. 1.1, needed for kept connections and WebSockets, is what 1.29.7 and later take unasked; before, 1.0.',
  proxy_method: "The method of requests to the server, whatever the client's was.",
  proxy_next_upstream:
    'In which cases a request goes to the next server: error and timeout without it. A POST is repeated only with non_idempotent. In stream, whether a failed connection does.',
  proxy_pass_trailers: 'Passes the header lines that follow a body on to the client.',
  proxy_redirect:
    'Rewrites the Location and Refresh headers of the server; default turns its address into that of the location.',
  proxy_set_body: 'Replaces the body of requests to the server.',
  proxy_set_header:
    'Sets a header of requests to the server; an empty value removes it. A level with a proxy_set_header of its own inherits none from above.',
  proxy_session_drop: 'Ends sessions with a server once it has been removed or has failed; commercial edition alone.',
  fastcgi_pass:
    'Passes requests on to the FastCGI server at this address, which speaks no HTTP. PHP-FPM needs SCRIPT_FILENAME by fastcgi_param.',
  fastcgi_catch_stderr:
    "Takes an answer for invalid, as for fastcgi_next_upstream, if the FastCGI server's error output holds this text.",
  fastcgi_index: 'The file name that is appended to a URI that ends in a slash, for $fastcgi_script_name.',
  fastcgi_keep_conn: 'Asks the FastCGI server not to close the connection, as keepalive in the upstream needs.',
  fastcgi_split_path_info:
    'A pattern whose two captures split the URI into $fastcgi_script_name and $fastcgi_path_info.',
  uwsgi_pass: 'Passes requests on to the uwsgi server at this address, or over TLS with suwsgi://; it speaks no HTTP.',
  uwsgi_modifier1: 'The first byte that tells a uwsgi server what kind of request it gets.',
  uwsgi_modifier2: 'The second byte that tells a uwsgi server what kind of request it gets.',
  uwsgi_string: 'Adds a string to uwsgi requests; undocumented.',
  scgi_pass: 'Passes requests on to the SCGI server at this address.',
  grpc_pass: 'Passes requests on to the gRPC server at this address over HTTP/2, with TLS if it begins with grpcs://.',
  grpc_set_header:
    'Sets a header of requests to the gRPC server; an empty value removes it. A level with one of its own inherits none from above.',
  memcached_pass:
    'Answers from memcached at this address with the entry whose key is $memcached_key; a 404 where there is none.',
  tunnel_pass:
    'Opens a tunnel for CONNECT requests to this address, or to the one that the client names; other methods get a 405.',
  tunnel_buffer_size: 'The buffer for what comes through a tunnel.',
  tunnel_read_timeout: "How long a tunnel's server may be silent before the tunnel is closed.",
  tunnel_send_timeout: "How long a tunnel's server may take nothing, between two writes, before the tunnel is closed.",
  hash: 'Chooses servers by the hash of this text; consistent moves few keys when servers come or go.',
  ip_hash:
    "Chooses servers by the client's address, of IPv4 by its first three numbers, so that a client stays with its server.",
  keepalive: 'How many idle connections to the servers each worker keeps. It does not limit how many there are.',
  least_conn: 'Chooses the server with the fewest connections, by weight.',
  least_time: 'Chooses the server with the least time of answers and the fewest connections, by weight.',
  random: 'Chooses servers at random; two takes the better one of two.',
  sticky: "Keeps a client with its server, by a cookie that nginx sets, by one of the server's own, or by a route.",
  zone: 'A shared zone with the state of the servers, so that all workers know it; resolve and changes while running need it.',
}
