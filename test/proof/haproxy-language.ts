/** Small configurations, each a text of its own between lines of dashes; the line that HAProxy refuses is marked. */

export const refused: Readonly<Record<string, string>> = {
  'names of keywords': `
frontend web
  bnid :8080 # refused
---
global
  deamon # refused
---
defaults
  modes http # refused
---
backend app
  sever s1 127.0.0.1:8080 # refused
---
backend app
frontnd web # refused
  bind :8080
---
resolvers dns
  nameservers local 127.0.0.1:53 # refused
---
peers mesh
  pear one 127.0.0.1:1024 # refused
---
userlist people
  usr anna password x # refused
---
cache small
  total-max-size 4
  max-ages 60 # refused
---
mailers post
  mailr smtp 127.0.0.1:25 # refused
---
ring events
  sizes 32k # refused
---
fcgi-app php
  docroot /srv
  indx index.php # refused
---
http-errors pages
  errorfil 503 /dev/null # refused
---
defaults
  contimeout 5s # refused
---
defaults
  clitimeout 50000 # refused
---
frontend web
  bind :8080
  reqadd X-Forwarded-Proto:\\ https # refused
---
backend app
  rspadd X-Served-By:\\ me # refused
---
frontend web
  bind :8080
  block if TRUE # refused
---
defaults
  redispatch # refused
---
frontend web
  bind :8080
  reqirep ^Host:\\ a Host:\\ b # refused
---
frontend web
  bind :8080
  monitor-net 10.0.0.0/8 # refused
`,
  'names of options, actions, fetches and converters': `
backend app
  option httpchck # refused
---
frontend web
  bind :8080
  option forwardedfor # refused
---
backend app
  timeout sever 5s # refused
---
backend app
  server s1 127.0.0.1:8080 chek # refused
---
backend app
  server s1 127.0.0.1:8080 send-proxy-v3 # refused
---
backend app
  default-server chek # refused
---
backend app
  server-template s 1-3 127.0.0.1:8080 chek # refused
---
frontend web
  bind :8080 accept-prox # refused
---
frontend web
  bind :8080 :8081 # refused
---
frontend web
  bind :8080
  mode http
  http-request set-heder X-A b # refused
---
frontend web
  bind :8080
  mode http
  http-response denyy # refused
---
frontend web
  bind :8080
  tcp-request content acept # refused
---
frontend web
  bind :8080
  tcp-request contents accept # refused
---
backend app
  tcp-response contents accept # refused
---
frontend web
  bind :8080
  acl api paht_beg /api # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if { pth /x } # refused
---
frontend web
  bind :8080
  acl api path,lowr -m beg /api # refused
---
frontend web
  bind :8080
  mode http
  http-request set-header X-Ip %[srcc] # refused
---
frontend web
  bind :8080
  mode http
  http-request set-header X-Host %[req.hdr(host),uper] # refused
---
frontend web
  bind :8080
  log-format "%ci %zz" # refused
---
frontend web
  bind :8080
  log-format "%[nosuch]" # refused
---
frontend web
  bind :8080
  mode http
  http-request set-var(txn.a) nosuch # refused
---
frontend web
  bind :8080
  http-request track-sc0 nosuch # refused
---
backend app
  stick on nosuch # refused
---
backend app
  stick-table type ip size 1k store http_req_rat(10s) # refused
---
frontend web
  bind :8080
  filter compresion # refused
---
backend app
  http-check exspect status 200 # refused
---
backend app
  tcp-check sendd x # refused
---
backend app
  stats enabled # refused
---
frontend web
  bind :8080
  capture cookies a len 4 # refused
---
backend app
  compression algorithm gzip # refused
`,
  places: `
global
  balance roundrobin # refused
---
defaults
  server s1 127.0.0.1:8080 # refused
---
defaults
  bind :8080 # refused
---
defaults
  use_backend app if TRUE # refused
---
defaults
  http-request deny # refused
---
defaults
  acl local src 127.0.0.1 # refused
---
defaults
  tcp-request inspect-delay 5s # refused
---
defaults
  stick on src # refused
---
defaults
  monitor fail if TRUE # refused
---
defaults
  id 3 # refused
---
defaults
  redirect scheme https # refused
---
defaults
  stats admin if TRUE # refused
---
defaults
  capture cookie session len 32 # refused
---
frontend web
  bind :8080
  server s1 127.0.0.1:8080 # refused
---
frontend web
  bind :8080
  tcp-response content accept # refused
---
backend app
  tcp-request connection accept # refused
---
backend app
  server s1 127.0.0.1:8080 accept-proxy # refused
---
frontend web
  bind :8080 check # refused
---
frontend web
  bind :8080
  daemon # refused
---
resolvers dns
  bind :53 # refused
---
backend app
  nameserver dns 127.0.0.1:53 # refused
---
frontend web
  bind :8080
  mode http
  http-request cache-store small # refused
---
frontend web
  bind :8080
  mode http
  http-after-response deny # refused
---
backend app
  no balance # refused
---
backend app
  no option httpchk # refused
`,
  'numbers of words': `
global gateway # refused
---
frontend # refused
  bind :8080
---
backend # refused
  server s1 127.0.0.1:8080
---
resolvers # refused
  nameserver dns 127.0.0.1:53
---
frontend web :8080 # refused
  default_backend app
---
peers mesh one # refused
---
global
  daemon on # refused
---
global
  maxconn # refused
---
global
  stats socket # refused
---
global
  setenv NAME # refused
---
frontend web
  bind # refused
---
frontend web
  bind :8080
  maxconn 10 20 # refused
---
frontend web
  bind :8080
  default_backend # refused
---
frontend web
  bind :8080
  use_backend # refused
---
backend app
  server s1 # refused
---
backend app
  server-template s 3 # refused
---
backend app
  timeout server # refused
---
backend app
  timeout server 5 s # refused
---
backend app
  option allbackups please # refused
---
backend app
  option http-server-close now # refused
---
backend app
  server s1 127.0.0.1:8080 check inter # refused
---
backend app
  server s1 127.0.0.1:8080 cookie # refused
---
frontend web
  bind :8080 ssl crt # refused
---
frontend web
  bind :8080 ssl # refused
---
frontend web
  bind :8080 maxconn # refused
---
frontend web
  bind :8080
  mode http
  http-request set-header X-Name # refused
---
frontend web
  bind :8080
  mode http
  http-request set-header X-Name two words # refused
---
frontend web
  bind :8080
  mode http
  http-request set-path # refused
---
frontend web
  bind :8080
  mode http
  http-request deny please # refused
---
frontend web
  bind :8080
  mode http
  http-request redirect location # refused
---
frontend web
  bind :8080
  mode http
  redirect scheme https please # refused
---
frontend web
  bind :8080
  mode http
  http-request track-sc0 # refused
---
frontend web
  bind :8080
  mode http
  http-request set-var txn.a src # refused
---
frontend web
  bind :8080
  log-format %ci %cp # refused
---
frontend web
  bind :8080
  log-format "%[src" # refused
---
frontend web
  bind :8080
  capture request header Host # refused
---
frontend web
  bind :8080
  tcp-request content accept all # refused
---
frontend web
  bind :8080
  tcp-request inspect-delay # refused
---
frontend web
  bind :8080
  monitor-uri # refused
---
frontend web
  bind :8080
  monitor fail # refused
---
backend app
  stick store-request # refused
---
backend app
  stick-table type ip # refused
---
backend app
  stick-table type ip size 1k store http_req_rate # refused
---
backend app
  balance url_param # refused
---
backend app
  cookie # refused
---
backend app
  log 127.0.0.1 # refused
---
resolvers dns
  nameserver local # refused
---
backend app
  use-server s1 # refused
  server s1 127.0.0.1:8080
---
fcgi-app php # refused
`,
  values: `
backend app
  mode htttp # refused
---
backend app
  mode health # refused
---
backend app
  balance round-robin # refused
---
backend app
  timeout server 5x # refused
---
backend app
  timeout server 1.5s # refused
---
backend app
  timeout connect -1 # refused
---
backend app
  timeout server 9999999d # refused
---
backend app
  server s1 127.0.0.1:99999 # refused
---
backend app
  server s1 127.0.0.1:http # refused
---
backend app
  server s1 127.0.0.1:8080-8090 # refused
---
backend app
  server s/1 127.0.0.1:8080 # refused
---
backend app
  server s1 127.0.0.1:8080 check inter 2x # refused
---
backend app
  server s1 127.0.0.1:8080 slowstart soon # refused
---
backend app
  server s1 127.0.0.1:8080 weight 300 # refused
---
backend app
  server s1 127.0.0.1:8080 check rise 0 # refused
---
backend app
  server s1 127.0.0.1:8080 ssl verify maybe # refused
---
backend app
  server s1 127.0.0.1:8080 check on-error panic # refused
---
backend app
  server s1 127.0.0.1:8080 check observe layer9 # refused
---
backend app
  server s1 127.0.0.1:8080 ssl verify none ssl-min-ver TLSv9 # refused
---
backend app
  default-server inter 2w # refused
---
backend app
  server-template s many 127.0.0.1:8080 # refused
---
frontend web
  bind 8080 # refused
---
frontend web
  bind * # refused
---
frontend web
  bind 127.0.0.1 # refused
---
frontend web
  bind :70000 # refused
---
frontend web
  bind :0 # refused
---
frontend web
  bind :web # refused
---
frontend web
  bind :8090-8080 # refused
---
frontend web
  bind http://localhost:8080 # refused
---
frontend web
  bind :8080,:99999 # refused
---
frontend web
  bind :8080 level root # refused
---
frontend web
  bind :8080 nice 2000 # refused
---
frontend we/b # refused
  bind :8080
---
frontend web
  bind :8080
  acl a/b path / # refused
---
frontend web
  bind :8080
  acl or path / # refused
---
frontend web
  bind :8080
  mode http
  http-request set-var(name) src # refused
---
frontend web
  bind :8080
  mode http
  http-request redirect scheme https code 200 # refused
---
frontend web
  bind :8080
  tcp-request inspect-delay soon # refused
---
backend app
  http-reuse sometimes # refused
---
backend app
  hash-type constant # refused
---
backend app
  hash-type consistent md5 # refused
---
backend app
  retry-on timeout # refused
---
backend app
  cookie SERVERID inserted # refused
---
backend app
  stick-table type addr size 1k # refused
---
backend app
  stick-table type ip size 1x # refused
---
backend app
  stick-table type ip size 1k expire 5x # refused
---
backend app
  stats refresh 5x # refused
---
backend app
  errorfile 999 /dev/null # refused
---
backend app
  log 127.0.0.1 locl0 # refused
---
backend app
  log 127.0.0.1 local0 loud # refused
---
global
  nbthread two # refused
---
global
  stats timeout 5x # refused
---
global
  hard-stop-after 5x # refused
---
resolvers dns
  nameserver local 127.0.0.1 # refused
---
resolvers dns
  nameserver local 127.0.0.1:99999 # refused
---
resolvers dns
  hold valids 5s # refused
---
resolvers dns
  hold valid 5x # refused
---
resolvers dns
  timeout retries 5s # refused
---
mailers post
  mailer smtp 127.0.0.1 # refused
---
userlist people
  user anna pasword x # refused
---
ring events
  format json # refused
---
backend app
  load-server-state-from-file always # refused
`,
  conditions: `
frontend web
  bind :8080
  mode http
  http-request deny if is_admin # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if is_admin # refused
  acl is_admin path_beg /admin
---
frontend web
  bind :8080
  mode http
  acl is_api path_beg /api
  http-request deny if !is_apy # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if { path /a } and { path /b } # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if TRUE && FALSE # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if { path /a # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if {path /a} # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if { path /a} # refused
---
frontend web
  bind :8080
  mode http
  http-request deny if { } # refused
---
frontend web
  bind :8080
  acl empty # refused
---
frontend web
  bind :8080
  acl api path -m begins /api # refused
---
frontend web
  bind :8080
  acl api path -z /api # refused
---
frontend web
  bind :8080
  acl api req.hdr(host # refused
---
frontend web
  bind :8080
  acl api path(3) /api # refused
---
frontend web
  bind :8080
  acl api payload_lv 3 # refused
---
frontend web
  bind :8080
  use_backend app is_api # refused
backend app
---
backend app
  use-server s1 if local # refused
  server s1 127.0.0.1:8080
---
frontend web
  bind :8080
  monitor fail if no_servers # refused
---
frontend web
  bind :8080
  tcp-request content reject if bad # refused
`,
  'names that are declared twice, or nowhere': `
frontend web
  bind :8080
frontend web # refused
  bind :8081
---
backend app
backend app # refused
---
frontend web
  bind :8080
listen web # refused
  bind :8081
---
backend app
  server s1 127.0.0.1:8080
  server s1 127.0.0.1:8081 # refused
---
resolvers dns
  nameserver a 127.0.0.1:53
resolvers dns # refused
  nameserver a 127.0.0.1:53
---
resolvers dns
  nameserver a 127.0.0.1:53
  nameserver a 127.0.0.2:53 # refused
---
peers mesh
peers mesh # refused
---
cache small
  total-max-size 4
cache small # refused
  total-max-size 4
---
ring events
ring events # refused
---
mailers post
mailers post # refused
---
fcgi-app php
  docroot /srv
fcgi-app php # refused
  docroot /srv
---
http-errors pages
http-errors pages # refused
---
defaults web from base # refused
---
frontend web from base # refused
  bind :8080
---
backend app
  use-server s2 if TRUE # refused
  server s1 127.0.0.1:8080
---
backend app
  server s1 127.0.0.1:8080 check resolvers dns # refused
---
backend app
  stick-table type ip size 1k peers mesh # refused
---
backend app
  mode http
  use-fcgi-app php # refused
---
backend app
  mode http
  http-request cache-use small # refused
---
backend app
  email-alert mailers post # refused
  email-alert from a@example.com
  email-alert to b@example.com
---
backend app
  mode http
  acl known http_auth(people) # refused
---
frontend web
  bind :8080
  tcp-request connection track-sc0 src table limits # refused
---
userlist people
  user anna password x groups admins # refused
`,
  'patterns and what sections need': `
frontend web
  bind :8080
  acl a src 10.0.0.0/33 # refused
---
frontend web
  bind :8080
  acl a src 10.0.0.256 # refused
---
frontend web
  bind :8080
  acl a dst_port http # refused
---
backend app
  mode http
  http-request deny if { nbsrv(app) less 1 } # refused
---
frontend web
  bind :8080
  mode http
  acl a path_reg ^/(a # refused
---
frontend web
  bind :8080
  mode http
  acl a path -m reg ^/[a # refused
---
frontend web
  bind :8080
  mode http
  http-request replace-path ^/(a /b # refused
---
frontend web
  bind :8080
  mode http
  http-request replace-header X ^(a b # refused
---
fcgi-app php
  docroot /srv
  path-info ^(/.+ # refused
---
ring events
  size big # refused
---
global
  stats enable # refused
---
userlist people
  group admins members anna # refused
---
userlist people
  user # refused
`,
}

export const accepted: Readonly<Record<string, string>> = {
  'whole configurations': `
frontend web
  bind :8080
  mode http
  acl a src 10.0.0.0/8 ::1 127.0.0.1
  acl b dst_port 80 ge 1000 100:200
  acl c nbsrv(app) lt 1
  acl d path_reg -i ^/(a|b)[()] \\(
  acl e hdr_cnt(x) eq -1
  acl f req.ssl_ver 3.1 3.0-3.1
backend app
  mode http
---
userlist people
  group admins
  user anna insecure-password x
  user anna insecure-password x groups nobody
  group admins members anna
---
frontend web
  bind :8080
  stick on nosuch
---
global
  log stdout format raw local0
  log 127.0.0.1:514 len 4096 local1 notice warning
  maxconn 4096
  daemon
  stats socket /tmp/haproxy.sock mode 660 level admin
  stats timeout 30s
  tune.ssl.default-dh-param 2048
  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
  set-var proc.name str(one)
  setenv NAME value
  no numa-cpu-mapping
defaults
  mode http
  log global
  option httplog
  option dontlognull
  option forwardfor except 127.0.0.0/8
  option redispatch
  retries 3
  timeout connect 5s
  timeout client 50000
  timeout server 1m
  timeout http-keep-alive 300ms
  errorloc 503 http://127.0.0.1/sorry
frontend web
  bind :8080
  bind 127.0.0.1:8081,127.0.0.1:8082 name two
  default_backend app
backend app
  balance leastconn
  cookie SERVERID insert indirect nocache httponly secure maxidle 30m
  option httpchk GET /health HTTP/1.1
  http-check send hdr Host localhost
  http-check expect status 200-399
  server s1 127.0.0.1:8083 check inter 2s fall 3 rise 2 weight 10 cookie s1
  server s2 127.0.0.1:8084 check backup source 127.0.0.1 interface lo
---
defaults tcp
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
defaults web from tcp
  mode http
frontend a from tcp
  bind :8080
  default_backend b
backend b from web
  server s1 127.0.0.1:8081
---
listen stats
  bind :8404
  mode http
  stats enable
  stats uri /stats
  stats refresh 10s
  stats auth admin:secret
  stats admin if LOCALHOST
  stats hide-version
  stats show-legends
  timeout client 5s
  timeout connect 5s
  timeout server 5s
---
resolvers docker
  nameserver dns 127.0.0.11:53
  parse-resolv-conf
  accepted_payload_size 8192
  resolve_retries 3
  timeout resolve 1s
  timeout retry 1s
  hold valid 10s
  hold obsolete 30s
  hold refused 30s
backend app
  default-server check resolvers docker init-addr none,libc resolve-prefer ipv4
  server-template web 1-5 app:80
  server other app:81 resolvers docker
---
userlist people
  group admins users anna
  user anna insecure-password secret
  user bert password x groups admins
frontend web
  bind :8080
  mode http
  acl known http_auth(people)
  http-request auth realm Private unless known
  http-request deny if { http_auth_group(people) admins }
---
cache small
  total-max-size 4
  max-object-size 1000
  max-age 60
frontend web
  bind :8080
  mode http
  http-request cache-use small if METH_GET
  http-response cache-store small
---
peers mesh
  bind 127.0.0.1:1024
  server one
  table limits type ip size 1k expire 10s store gpc0
backend app
  stick-table type ip size 100k expire 30m store conn_cur,http_req_rate(10s),gpc_rate(2,10s) peers mesh
  stick on src
  stick match req.cook(a) table app if TRUE
  stick store-response res.cook(b)
---
fcgi-app php
  docroot /srv/www
  index index.php
  path-info ^(/.+\\.php)(/.*)?$
  set-param HTTPS on if { ssl_fc }
backend app
  mode http
  use-fcgi-app php
  server s1 127.0.0.1:9000 proto fcgi
---
mailers post
  mailer smtp 127.0.0.1:25
  timeout mail 10s
backend app
  email-alert mailers post
  email-alert from a@example.com
  email-alert to b@example.com
---
ring events
  description "what happens"
  format rfc3164
  maxlen 1200
  size 32764
  server log 127.0.0.1:6514
---
http-errors pages
  errorfile 503 /dev/null
---
log-forward syslog
  bind 127.0.0.1:1514
  dgram-bind 127.0.0.1:1514
  log global
  maxconn 10
  timeout client 5s
`,
  'sections of every kind': `
peers clones
  bind 127.0.0.1:10000
  server here
  server there 127.0.0.2:10000
  server third 127.0.0.3:1024
  table t1 type string size 10m store http_req_rate(10s)
frontend web
  mode http
  bind 127.0.0.1:8080
  http-request track-sc0 src table clones/t1
---
mailers post
  timeout mail 20s
  mailer one 127.0.0.1:587
listen web
  mode http
  bind 127.0.0.1:8080
  email-alert mailers post
  email-alert from a@shop.example
  email-alert to b@shop.example
  server s 127.0.0.1:3000
---
program exporter
  command /usr/bin/exporter --port 9101
  no option start-on-reload
global
  master-worker
---
ring spool
  description "what is to be sent"
  format rfc3164
  maxlen 1200
  size 32764
  timeout connect 5s
  timeout server 10s
  server collector 127.0.0.1:6514 log-proto octet-count check
log-forward incoming
  dgram-bind 127.0.0.1:1514
  bind 127.0.0.1:1514
  log global
  log ring@spool sample 1:2 local0
  timeout client 5s
---
fcgi-app php
  docroot /srv/app
  index index.php
  option keep-conn
  option mpxs-conns
  option max-reqs 100
  path-info ^(/.+[.]php)(/.*)?$
  set-param X-A "%[src]" if { src 10.0.0.1 }
  pass-header X-B
  log-stderr global
backend app
  mode http
  use-fcgi-app php
  server s 127.0.0.1:9000 proto fcgi
---
frontend web
  mode http
  bind 127.0.0.1:8080
  use_backend be_%[req.hdr(host),lower]
  use_backend %[path,field(2,/)] if { path_beg /p/ }
  default_backend be_other
backend be_other
  mode http
  server-template web 1-3 127.0.0.1:80 check
---
global
  .if feature(THREAD) && !defined(SMALL)
  nbthread 4
  .elif version_atleast(2.4) || streq("$MODE",fast)
  nbthread 2
  .else
  nbthread 1
  .endif
  .notice "threads are set"
`,
  conditions: `
frontend web
  bind :8080
  mode http
  acl api path_beg -i /api
  acl host hdr(host),lower -m dom example.com
  acl few src_conn_cur lt 10
  stick-table type ip size 1k store conn_cur
  acl inner src 10.0.0.0/8 192.168.0.0/16
  acl agent hdr_sub(user-agent) -i -m sub curl
  http-request deny if api !host or !inner || { path -m end .php }
  http-request deny unless HTTP_1.1 || HTTP_2.0
  use_backend app if !api
  use_backend app
backend app
  mode http
---
frontend web
  bind :8080
  mode http
  http-request deny if !{ path /a } ! TRUE
  http-request deny if { path,regsub(^/x,/y) -m str /y }
  http-request deny if { req.hdr(x),map_str_int(/dev/null,0) gt 3 }
  http-request deny if { var(txn.a) -m found }
---
frontend web
  bind :8080
  mode http
  http-request deny if
---
frontend web
  bind :8080
  tcp-request inspect-delay 5s
  tcp-request content accept if { req.ssl_hello_type 1 }
  tcp-request connection reject if { src_conn_rate gt 10 }
  tcp-request session track-sc0 src
  stick-table type ip size 1k store conn_rate(10s)
---
frontend web
  bind :8080
  acl a always_true
  acl a always_false
  acl b.c-d:e always_true
  monitor-uri /alive
  monitor fail if !a b.c-d:e
`,
  actions: `
frontend web
  bind :8080
  mode http
  http-request set-header X-Forwarded-Proto https if { ssl_fc }
  http-request add-header X-Id %[unique-id]
  http-request set-header X-Mixed "%[src]:%[src_port] 100%%"
  http-request del-header X-Old
  http-request del-header ^X- -m reg
  http-request replace-header Host (.*) \\1
  http-request replace-path /a/(.*) /\\1
  http-request set-path %[path,regsub(^/a,/b)]
  http-request set-query "%[query]&a=b"
  http-request set-var(txn.host) req.hdr(host),lower
  http-request set-var-fmt(txn.b) "%[src]-b"
  http-request unset-var(txn.b)
  http-request set-log-level silent if FALSE
  http-request capture req.hdr(host) len 64
  http-request return status 200 content-type text/plain string "fine" if { path /ok }
  http-request deny deny_status 429 if { sc_http_req_rate(0) gt 20 }
  http-request tarpit if FALSE
  http-request redirect scheme https code 301 unless { ssl_fc }
  http-request redirect location https://%[hdr(host)]%[path] drop-query if FALSE
  http-request track-sc0 src
  http-request sc-inc-gpc0(0)
  http-request set-map(/dev/null) %[src] %[path] if FALSE
  http-request silent-drop if FALSE
  http-request wait-for-body time 1s
  http-request set-nice 1
  http-request allow
  http-response set-status 503 reason "not now" if FALSE
  http-response replace-value Set-Cookie (.*) \\1
  http-after-response set-header X-A b
  stick-table type ip size 1k store gpc0,http_req_rate(10s)
---
frontend web
  bind :8080
  mode http
  redirect prefix https://example.com if { hdr(host) -i www.example.com }
  redirect code 302 location /x if FALSE
  use_backend be_%[req.hdr(host),lower] if FALSE
`,
  servers: `
backend app
  server s1 127.0.0.1:8080
---
backend app
  server s1 127.0.0.1
---
backend app
  server s1 127.0.0.1:+100
---
backend app
  server s1 unix@/run/app.sock check
---
backend app
  server s1 /run/app.sock
---
backend app
  server s1 [::1]:8080
---
backend app
  server s1 ipv4@127.0.0.1:8080 no-check
---
backend app
  server s1 127.0.0.1:8080 ssl verify none sni str(a) alpn h2,http/1.1
---
backend app
  server s1 127.0.0.1:8080 source 0.0.0.0 usesrc clientip
---
backend app
  server s1 127.0.0.1:8080 maxconn 100 maxqueue 10 minconn 5 slowstart 10s
---
backend app
  server s1 127.0.0.1:8080 check port 8081 addr 127.0.0.2 agent-check agent-port 8082 agent-inter 5s
---
backend app
  server s1 127.0.0.1:8080 send-proxy-v2 proxy-v2-options crc32c
---
backend app
  server s1 127.0.0.1:8080 check observe layer4 error-limit 5 on-error mark-down on-marked-down shutdown-sessions
---
backend app
  server s1 127.0.0.1:8080 track other/s1
backend other
  server s1 127.0.0.1:8080 check
---
backend app
  server s1 127.0.0.1:8080 disabled
  use-server s1 if TRUE
  use-server %[var(txn.s)] if TRUE
---
backend app
  default-server inter 1s fall 2 check
  server-template s 3 127.0.0.1:8080 no-check
---
backend app
  server s1 "\${UNSET_ADDRESS-127.0.0.1}:8080"
---
backend app
  server s1 127.0.0.1:8080 ws h1 id 5 weight 0
`,
  addresses: `
frontend web
  bind *:8080
---
frontend web
  bind :8080-8089
---
frontend web
  bind [::]:8080 v4v6
---
frontend web
  bind ipv6@:8080 v6only
---
frontend web
  bind /tmp/gatelint-test.sock mode 600
---
frontend web
  bind unix@/tmp/gatelint-test.sock
---
frontend web
  bind abns@gatelint-test accept-proxy
---
frontend web
  bind :8080 maxconn 10 backlog 5 tfo interface lo name main id 3
---
frontend web
  bind :8080 ssl strict-sni
---
frontend web
  bind :8080 alpn h2 proto h2
  mode http
`,
  settings: `
backend app
  balance
---
backend app
  balance uri depth 3
---
backend app
  balance hdr(host)
---
backend app
  balance random(2)
---
backend app
  balance rdp-cookie
---
backend app
  balance source
  hash-type consistent sdbm avalanche
---
backend app
  option redispatch 2
---
backend app
  no option allbackups
  no option nolinger
---
frontend web
  bind :8080
  option httplog clf
---
frontend web
  bind :8080
  mode http
  log-format "%{+Q}o %ci:%cp [%tr] %ft %b/%s %ST %B %hr %{+Q}r %[capture.req.hdr(0)] %%"
---
backend app
  retry-on conn-failure empty-response 503
---
backend app
  http-reuse always
  fullconn 100
---
backend app
  compression algo gzip
  compression type text/html text/plain
---
backend app
  filter compression
---
frontend web
  bind :8080
  capture request header Host len 64
  capture cookie session len 32
  declare capture response len 10
---
backend app
  tcp-check connect port 8080
  tcp-check send PING\\r\\n
  tcp-check expect string +PONG
  option tcp-check
---
backend app
  errorfile 503 /dev/null
---
backend app
  log global
  no log
---
backend app
  timeout server 0
---
backend app
  timeout queue 100us
---
.if version_atleast(2.4)
backend app
  server s1 127.0.0.1:8080
.else
backend app
  servers one
.endif
`,
}
