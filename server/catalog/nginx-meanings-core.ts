/** What the directives of nginx's core do: the process, its connections, and how a request finds its server, location and file. */

export const core: Readonly<Record<string, string>> = {
  absolute_redirect:
    'Puts scheme, host and port into the redirects that nginx makes itself; off sends the bare path. Behind a gateway, off avoids a wrong host or port.',
  accept_mutex:
    'Lets the workers take turns at accepting connections; off wakes them all, which on Linux costs little.',
  accept_mutex_delay: 'How long a worker waits before it tries again to get its turn at accepting connections.',
  acceptex_read: 'On Windows, accepts a connection only together with its first bytes; elsewhere it does nothing.',
  access_log:
    'Where finished requests or sessions are logged, and in which format; off logs none. In http, logs/access.log without it.',
  aio: 'Reads files asynchronously, by threads or by the system, so that a slow disk does not hold up a whole worker.',
  aio_write: 'Lets temporary files with answers be written by the threads of aio, too.',
  alias:
    'Replaces the matched prefix of the URI by this path; root would append the URI. Keep or omit the trailing slash on both sides alike.',
  allow: 'Lets this address or network in. The first allow or deny that matches decides; what none matches is let in.',
  break: 'Ends the rewrite directives here, and the request goes on in this location.',
  chunked_transfer_encoding:
    'Sends answers of unknown length in chunks to HTTP/1.1 clients; off ends them by closing the connection.',
  client_body_buffer_size:
    "How much of a request's body is held in memory; a longer body goes to a temporary file. 8k or 16k without it.",
  client_body_in_file_only:
    'Writes every request body to a file, even a small one; clean removes the file when the request is done.',
  client_body_in_single_buffer: 'Keeps a body that fits into memory in one piece, for those who read $request_body.',
  client_body_temp_path:
    'The folder in which long request bodies are kept while they are read; it must be writable for the workers.',
  client_body_timeout: 'How long a client may pause while it sends the body of a request; after that it gets a 408.',
  client_header_buffer_size:
    "The first buffer for a request's line and header; what does not fit uses large_client_header_buffers.",
  client_header_timeout: 'How long a client may take to send the whole header of a request; after that it gets a 408.',
  client_max_body_size:
    'The longest request body that is taken, 1m without it. A longer one gets a 413; 0 takes bodies of any length.',
  connection_pool_size:
    'The memory set aside for each client connection at once; a fine-tuning that hardly ever matters.',
  connections: 'The old name of worker_connections, no longer known since nginx 1.9.1.',
  daemon: 'Runs nginx in the background. In a container it must be off, or the container ends at once.',
  debug_connection: 'Writes the debug log for clients of this address or network alone; needs a build with debugging.',
  debug_points: 'Stops or aborts a worker at an internal error, so that a debugger can look at it.',
  default_type: 'The Content-Type of files whose ending is not listed in types.',
  degradation: 'Watches the memory of the process, so that locations with degrade answer cheaply when it runs short.',
  degrade: 'What a location answers while memory is short, where degradation watches it: 204 or 444.',
  deny: 'Refuses this address or network with a 403, or in stream by closing. The first allow or deny that matches decides.',
  devpoll_changes: 'How many changes a worker hands to the kernel at once under /dev/poll, on Solaris.',
  devpoll_events: 'How many events a worker takes from the kernel at once under /dev/poll, on Solaris.',
  directio: "Reads files from this size on past the system's page cache; such files are not sent by sendfile.",
  directio_alignment: 'The alignment of direct reads; on XFS under Linux 4k are needed.',
  disable_symlinks:
    'Refuses to open files by way of symbolic links, of all or of other owners alone; off follows them.',
  early_hints:
    'Passes 103 answers of the server behind on to the client where one of these values is neither empty nor 0.',
  env: 'Keeps this variable of the environment for the workers, or sets it; all but TZ are removed otherwise.',
  epoll_events: 'How many events a worker takes from the kernel at once under epoll, on Linux.',
  error_log:
    'Where errors are logged, and from which level on: error without one. Here stands the cause of a 502 or 504.',
  error_page:
    'Answers these statuses with another URI, perhaps with another status. Answers of servers behind need proxy_intercept_errors, too.',
  etag: 'Gives files an ETag made of their time and size, so that clients can ask whether they have changed.',
  eventport_events: 'How many events a worker takes from the kernel at once under event ports, on Solaris.',
  events: 'How workers handle connections; nginx does not start without this block.',
  http: 'Everything about HTTP stands in this block: servers, upstreams, maps, and what holds for all of them.',
  http2: 'Speaks HTTP/2 with clients that ask for it, over TLS or in plain text with prior knowledge.',
  if: 'Does what stands in it where the condition holds. In a location, only return, rewrite and the like are dependable.',
  if_modified_since: 'How the time of a file is compared with If-Modified-Since: exact, before, or off for never.',
  ignore_invalid_headers: 'Drops header lines whose names hold unusual characters; off passes them on.',
  include: 'Puts the contents of a file, or of all files that match a mask, in its place.',
  internal:
    'Lets only nginx itself come here, by error_page, try_files, X-Accel-Redirect and the like; a client gets a 404.',
  iocp_threads: 'How many threads serve the completion port, on Windows.',
  keepalive_disable: 'Does not keep connections to these old browsers open: msie6 after a POST, safari at all.',
  keepalive_min_timeout:
    'How long an idle connection of a client is kept in any case, even when connections run short or workers stop.',
  keepalive_requests:
    'How many requests one connection serves before it is closed, 1000 without it; in an upstream, a connection to a server.',
  keepalive_time:
    'How long one connection goes on taking requests at all, one hour without it; in an upstream, a connection to a server.',
  keepalive_timeout:
    'How long an idle connection is kept open: of a client 75s, in an upstream of a server 60s. A server that closes sooner can cause a 502.',
  kqueue_changes: 'How many changes a worker hands to the kernel at once under kqueue, on BSD and macOS.',
  kqueue_events: 'How many events a worker takes from the kernel at once under kqueue, on BSD and macOS.',
  large_client_header_buffers:
    'How many buffers, and of which size, hold long headers. A longer request line gets a 414, another line a 400.',
  limit_except: 'Restricts access for all methods but these; GET allows HEAD, too.',
  limit_rate: "How many bytes per second one request's answer is sent with; 0 does not slow it down.",
  limit_rate_after: 'How much of an answer is sent at full speed before limit_rate holds.',
  lingering_close: 'Reads on for a while after the answer, so that a client that is still sending can see it.',
  lingering_time: 'How long in all nginx goes on reading what a client still sends after its answer.',
  lingering_timeout: 'How long nginx waits for the next bytes when it reads on after an answer.',
  listen: 'An address and port at which this server takes connections, with options such as ssl and default_server.',
  load_module:
    'Loads a module from a file; its directives are unknown without it. It must have been built for the very same nginx.',
  location:
    'What happens to requests with such a path. = is exact, ^~ and plain ones are prefixes and the longest wins, ~ is a pattern in order.',
  lock_file: "The prefix of lock files' names, where the system has no better way to lock.",
  log_not_found: 'Logs files that are not found in the error log.',
  log_subrequest: 'Logs the requests that nginx makes within a request, in the access log.',
  master_process: 'Starts worker processes; off runs all in one process, for developers of nginx alone.',
  max_headers: 'How many header lines a request may have; one more gets a 400.',
  max_ranges: 'How many ranges a client may ask for at once; 0 turns ranges off.',
  merge_slashes: 'Treats several slashes in a row as one when a location is sought.',
  msie_padding: 'Makes short error pages longer than 512 bytes, so that old Internet Explorers show them.',
  msie_refresh: 'Sends old Internet Explorers a page that refreshes in place of a redirect.',
  multi_accept: 'Lets a worker accept all waiting connections at once, not one at a time.',
  mysql_test: 'A trial of talking to MySQL that never became part of a usual build.',
  open_file_cache: 'Remembers open files, their sizes and times; a changed file may be noticed late.',
  open_file_cache_errors: 'Remembers failures to find files, too.',
  open_file_cache_events: 'Has the kernel tell of changes to remembered files, where it can.',
  open_file_cache_min_uses: 'How often a file must be used before it stays open.',
  open_file_cache_retest: 'How old what is remembered of a file may be before it is looked at again, in old versions.',
  open_file_cache_valid: 'How old what is remembered of a file may be before nginx looks again.',
  optimize_server_names: 'In old versions, checked names only where several servers shared an address.',
  output_buffers: 'How many buffers, and of which size, read a file from disk for an answer.',
  pcre_jit: 'Compiles regular expressions to machine code, which makes them faster.',
  pid: 'The file into which nginx writes the id of its main process; scripts send signals by it.',
  port_in_redirect:
    "Puts nginx's own port into the redirects that it makes itself. Off is better behind a mapped port.",
  post_acceptex: 'How many accepts are prepared at once, on Windows.',
  post_action:
    'Runs a subrequest to this location after the request is done; undocumented, and easy to come to grief with.',
  postpone_output: 'Collects at least this many bytes before sending them; 0 sends at once.',
  read_ahead: 'Tells the kernel how much of a file to read ahead.',
  recursive_error_pages: 'Lets an error within an error page go to another error_page.',
  request_pool_size: 'The memory set aside for each request at once; a fine-tuning that hardly ever matters.',
  reset_timedout_connection: 'Resets connections that ran out of time, so that the system forgets them at once.',
  resolver:
    "The DNS servers that nginx asks while it runs: for names in variables and servers with resolve. Docker's is 127.0.0.11.",
  resolver_timeout:
    'How long nginx waits for an answer from DNS, 30s without it; a request whose name stays unresolved gets a 502.',
  root: "The folder to which the whole URI is appended to find a file; alias replaces the location's prefix.",
  rtsig_overflow_events:
    'How many events are handled at once after the queue of real-time signals overflowed, in old versions on Linux.',
  rtsig_overflow_test:
    'How often the queue of real-time signals is checked after an overflow, in old versions on Linux.',
  rtsig_overflow_threshold:
    'From which share on the queue of real-time signals counts as overflowing, in old versions on Linux.',
  rtsig_signo: 'Which real-time signal is used for events, in old versions on Linux.',
  satisfy: 'Whether a request must pass all kinds of access checks here, or any one of them.',
  satisfy_any: 'The old form of satisfy any, no longer known since nginx 1.9.1.',
  send_lowat: 'The least number of bytes that the kernel should be ready to send, on BSD.',
  send_timeout:
    'How long a client may take nothing of an answer, between two writes; after that its connection is closed.',
  sendfile:
    'Lets the kernel send files straight from disk, which is faster; on some shared folders of virtual machines it serves stale contents.',
  sendfile_max_chunk: 'How much one call of sendfile may send, so that one fast client does not hold a worker.',
  server:
    "A virtual host, chosen by listen and server_name; in an upstream, one server's address with its weight and limits.",
  server_name:
    'The host names that this server answers for, exact, with * or by pattern; the default server takes the rest.',
  server_name_in_redirect:
    'Uses the first server_name, not the host that was asked for, in the redirects that nginx makes itself.',
  server_names_hash_bucket_size:
    'The size of a cell in the table of server names; nginx says so and refuses to start where a long name needs more.',
  server_names_hash_max_size:
    'The size of the table of server names; raise it where nginx says that it could not build the table.',
  server_tokens: "Tells nginx's version in error pages and the Server header; off hides the version.",
  subrequest_output_buffer_size: "How much of a subrequest's answer is kept in memory, for modules that need it whole.",
  tcp_nodelay: 'Sends small packets at once in place of collecting them.',
  tcp_nopush: 'Sends headers and the beginning of a file in one packet; only together with sendfile.',
  thread_pool: 'A named set of threads for reading and writing files, used by aio threads.',
  thread_stack_size: 'The stack of each thread of worker_threads, no longer known since nginx 1.9.0.',
  timer_resolution: 'Asks for the time only this often, in place of after each event.',
  try_files:
    'Serves the first of these files that exists; else goes to the last, which is a URI, a @location or a =status.',
  types: 'Which endings of files have which Content-Type; a types block replaces the list of the level above.',
  types_hash_bucket_size: 'The size of a cell in the table of types.',
  types_hash_max_size: 'The size of the table of types; nginx warns where it is too small.',
  underscores_in_headers:
    'Takes header lines with underscores in their names; off drops them silently, as CGI could confuse them with hyphens.',
  upstream: 'A named group of servers among which requests are shared; proxy_pass and its kin go to it by its name.',
  use: 'The way of the operating system to watch connections; nginx finds the best one itself.',
  user: 'The user, and perhaps group, whose rights the workers have. It counts only where nginx is started as root.',
  variables_hash_bucket_size: 'The size of a cell in the table of variables.',
  variables_hash_max_size: 'The size of the table of variables; nginx warns where it is too small.',
  worker_aio_requests: 'How many asynchronous reads of files each worker may have open, on Linux.',
  worker_connections:
    'How many connections one worker holds, those to servers behind counted too; 512 without it. When they are used up, requests fail.',
  worker_cpu_affinity: 'Ties workers to processors, by masks or by auto.',
  worker_priority:
    'How nice the workers are to other processes, from -20 to 20; a negative number gets them more time.',
  worker_processes: 'How many processes serve requests, one without it; auto starts one for each processor.',
  worker_rlimit_core: 'How large a memory dump of a crashed worker may be.',
  worker_rlimit_nofile:
    "How many files and connections each worker may open, whatever the system's limit was at start.",
  worker_rlimit_sigpending: 'How many signals may wait for each worker, in old versions on Linux.',
  worker_shutdown_timeout:
    'How long workers that stop gently wait for their clients; then they close what is left. Without it they wait on.',
  worker_threads: 'How many threads a worker has, no longer known since nginx 1.9.0.',
  working_directory: 'The folder in which workers run; their memory dumps are written there.',
}
