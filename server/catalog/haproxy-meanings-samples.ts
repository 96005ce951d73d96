/** What those sample fetches and converters of HAProxy give that come in families: of both sides, of tables, of maps. */
import { converters as converted } from './haproxy-meanings-converters.ts'
import { fetches as fetched } from './haproxy-meanings-fetches.ts'

/** What a sample fetch, or a keyword of ACLs, gives; undefined for one of no family. */
export function meaningOfFetch(name: string): string | undefined {
  const own = ownIn(fetched, name) ?? meaningInFamilies(FETCHES, name)
  if (own !== undefined) return own
  const [, base = '', how = ''] = /^(.+)_([a-z]+)$/.exec(name) ?? []
  const compared = ownIn(COMPARED, how)
  return compared && meaningOfFetch(base)?.replace(/\.$/, `; ${compared}`)
}

/** What a converter makes of a value; undefined for one of no family. */
export function meaningOfConverter(name: string): string | undefined {
  const [isMap, how = 'str', output] = MAP.exec(name) ?? []
  if (isMap) return `Searches a map file for ${MATCHED[how]} and gives ${output ? GIVEN[output] : 'its value'}.`
  return ownIn(converted, name) ?? meaningInFamilies(CONVERTERS, name)
}

/** Names that begin alike, what each beginning stands for, and meanings by the rest of the name: `*` stands in them for that. */
interface Family {
  readonly name: RegExp
  readonly stands: Readonly<Record<string, string>>
  readonly meanings: Readonly<Record<string, string>>
}

function meaningInFamilies(families: readonly Family[], name: string): string | undefined {
  for (const family of families) {
    const [, prefix = '', rest = ''] = family.name.exec(name) ?? []
    const meaning = ownIn(family.meanings, rest)
    if (meaning !== undefined) return meaning.replaceAll('*', ownIn(family.stands, prefix) ?? '')
  }
  return undefined
}

const ownIn = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** The suffixes of ACL keywords. */
const COMPARED: Readonly<Record<string, string>> = {
  beg: 'true if it begins with one of these texts.',
  dir: 'true if one of these texts is a part of it between slashes.',
  dom: 'true if one of these texts is a part of it between dots.',
  end: 'true if it ends with one of these texts.',
  len: 'true if it is of such a length.',
  reg: 'true if one of these regular expressions matches it.',
  sub: 'true if it holds one of these texts.',
}

const MAP = /^map(?:_(beg|dir|dom|end|int|ip|regm?|str|sub))?(?:_(int|ip|key))?$/

const MATCHED: Readonly<Record<string, string>> = {
  beg: 'the first key that the text begins with',
  dir: 'a key that is a part of the text between slashes',
  dom: 'a key that is a part of the text between dots',
  end: 'a key that the text ends with',
  int: 'the number, or the range around it,',
  ip: 'the address, or the closest network around it,',
  reg: 'the first regular expression that matches',
  regm: 'the first regular expression that matches, whose groups the value may use,',
  str: 'the very text',
  sub: 'the first key that the text holds',
}

const GIVEN: Readonly<Record<string, string>> = {
  int: 'its value as a number',
  ip: 'its value as an address',
  key: 'the key itself',
}

const COUNTED: Readonly<Record<string, string>> = {
  bytes_in_rate: 'How many bytes came in a period, for *.',
  bytes_out_rate: 'How many bytes went out in a period, for *.',
  clr_gpc: 'Sets a counter of gpc to 0 and gives what it was, for *.',
  clr_gpc0: 'Sets gpc0 to 0 and gives what it was, for *.',
  clr_gpc1: 'Sets gpc1 to 0 and gives what it was, for *.',
  conn_cnt: 'How many connections there were, for *.',
  conn_cur: 'How many connections there are now, for *.',
  conn_rate: 'How many connections there were in a period, for *.',
  expire: 'How many milliseconds are left of *.',
  get_gpc: 'A counter of gpc, for *.',
  get_gpc0: 'The counter gpc0, for *.',
  get_gpc1: 'The counter gpc1, for *.',
  get_gpt: 'A tag of gpt, for *.',
  get_gpt0: 'The tag gpt0, for *.',
  glitch_cnt: 'How many oddities of protocol there were, for *.',
  glitch_rate: 'How many oddities of protocol there were in a period, for *.',
  gpc: 'A counter of your own in gpc, for *.',
  gpc0: 'The first counter of your own, for *.',
  gpc0_rate: 'By how much gpc0 rose in a period, for *.',
  gpc1: 'The second counter of your own, for *.',
  gpc1_rate: 'By how much gpc1 rose in a period, for *.',
  gpc_rate: 'By how much a counter of gpc rose in a period, for *.',
  gpt: 'A tag of your own in gpt, for *.',
  gpt0: 'The first tag of your own, for *.',
  http_err_cnt: 'How many requests ended in an error of the client, for *.',
  http_err_rate: 'How many requests ended in an error of the client in a period, for *.',
  http_fail_cnt: 'How many requests ended in a failure of the server, for *.',
  http_fail_rate: 'How many requests ended in a failure of the server in a period, for *.',
  http_req_cnt: 'How many requests there were, for *.',
  http_req_rate: 'How many requests there were in a period, for *.',
  idle: 'For how many milliseconds nothing has touched *.',
  inc_gpc: 'Adds one to a counter of gpc and gives it, for *.',
  inc_gpc0: 'Adds one to gpc0 and gives it, for *.',
  inc_gpc1: 'Adds one to gpc1 and gives it, for *.',
  kbytes_in: 'How many kilobytes came, for *.',
  kbytes_out: 'How many kilobytes went out, for *.',
  key: 'The key of *.',
  server_id: 'The number of the server that is kept for *.',
  sess_cnt: 'How many sessions there were, for *.',
  sess_rate: 'How many sessions there were in a period, for *.',
  tracked: 'True if there is *.',
  trackers: 'How many sessions there are now that track *.',
}

const BY_SESSION = 'the entry that the session tracks'

const FETCHES: readonly Family[] = [
  {
    name: /^(sc[012]?|src)_(\w+)$/,
    stands: {
      sc: `${BY_SESSION} under this number`,
      sc0: `${BY_SESSION} as sc0`,
      sc1: `${BY_SESSION} as sc1`,
      sc2: `${BY_SESSION} as sc2`,
      src: "the entry of the client's address",
    },
    meanings: COUNTED,
  },
  {
    name: /^(re[qs])\.(\w+)$/,
    stands: { req: 'the request', res: 'the answer' },
    meanings: {
      body: 'The body of *, as much as is there.',
      body_len: 'How many bytes of the body of * are there.',
      body_size: 'How long the body of * is or, if that is not told, how much is there.',
      cook: 'The cookie of that name in *.',
      cook_cnt: 'How many cookies of that name * has.',
      cook_names: 'The names of all cookies in *.',
      cook_val: 'The cookie of that name in * as a number.',
      fhdr: 'The header of that name in *, each line whole, commas and all.',
      fhdr_cnt: 'How many lines of that name the header of * has.',
      hdr: 'The header of that name in *, part by part between commas.',
      hdr_cnt: 'How many parts the header of that name has in *.',
      hdr_ip: 'The address in the header of that name in *.',
      hdr_names: 'The names of all headers of *.',
      hdr_val: 'The number in the header of that name in *.',
      hdrs: 'All headers of * as text.',
      hdrs_bin: 'All headers of * in binary.',
      len: 'How many bytes of * are in the buffer.',
      payload: 'So many bytes of *, from an offset on.',
      payload_lv: 'A piece of * whose length stands before it.',
      ver: 'The version of HTTP of *, such as 1.1.',
    },
  },
  {
    name: /^([bf]c)_(\w+)$/,
    stands: { bc: 'the connection to the server', fc: "the client's connection" },
    meanings: {
      dst: 'The address at which * ends.',
      dst_port: 'The port at which * ends.',
      err: 'The number of the error on *.',
      err_name: 'The short name of the error on *.',
      err_str: 'What the error on * was, in words.',
      glitches: 'How many oddities of protocol * has shown.',
      http_major: 'The version of HTTP on *: 1, 2 or 3.',
      nb_streams: 'How many streams * has now.',
      rtt: 'How long the way there and back takes on *.',
      rttvar: 'How much the time there and back varies on *.',
      settings_streams_limit: 'How many streams the other side allows on *.',
      src: 'The address from which * comes.',
      src_port: 'The port from which * comes.',
    },
  },
  {
    name: /^([bf]s)\.(\w+)$/,
    stands: { bs: 'the server', fs: 'the client' },
    meanings: {
      aborted: 'Whether * broke the stream off.',
      debug_str: 'Inner states of the stream on the side of *, for developers.',
      id: 'The number of the stream on the side of *.',
      rst_code: 'The code with which * broke the stream off.',
    },
  },
  {
    name: /^(be|cur|fe)_(\w+)_timeout$/,
    stands: { be: 'as the backend has it', cur: 'in force for this stream', fe: 'as the frontend has it' },
    meanings: {
      client: 'The timeout client, *, in milliseconds.',
      connect: 'The timeout connect, *, in milliseconds.',
      queue: 'The timeout queue, *, in milliseconds.',
      server: 'The timeout server, *, in milliseconds.',
      tarpit: 'The timeout tarpit, *, in milliseconds.',
      tunnel: 'The timeout tunnel, *, in milliseconds.',
    },
  },
  {
    name: /^ssl_([bf]c)_(\w+)$/,
    stands: { bc: 'the server', fc: 'the client' },
    meanings: {
      alg_keysize: "The size of the cipher's keys in TLS with *, in bits.",
      alpn: 'The protocol that ALPN agreed on with *.',
      cipher: 'The cipher in TLS with *.',
      client_early_traffic_secret: 'The secret of early data in TLS 1.3 with *, for reading recordings.',
      client_handshake_traffic_secret:
        "The secret of the client's handshake in TLS 1.3 with *, for reading recordings.",
      client_random: "The client's random bytes in TLS with *, for reading recordings.",
      client_traffic_secret_0: "The secret of the client's data in TLS 1.3 with *, for reading recordings.",
      curve: 'The curve of the key exchange with *.',
      early_exporter_secret: 'The secret of early exports in TLS 1.3 with *, for reading recordings.',
      err: 'The number of the TLS error with *.',
      err_str: 'What the TLS error with * was, in words.',
      exporter_secret: 'The secret of exports in TLS 1.3 with *, for reading recordings.',
      is_resumed: 'True if the TLS session with * was resumed.',
      npn: 'The protocol that NPN agreed on with *.',
      protocol: 'The version of TLS with *, such as TLSv1.3.',
      server_handshake_traffic_secret:
        "The secret of the server's handshake in TLS 1.3 with *, for reading recordings.",
      server_random: "The server's random bytes in TLS with *, for reading recordings.",
      server_traffic_secret_0: "The secret of the server's data in TLS 1.3 with *, for reading recordings.",
      session_id: 'The id of the TLS session with *.',
      session_key: 'The master key of the TLS session with *, for reading recordings.',
      sni: 'The name in the SNI of TLS with *.',
      unique_id: 'The unique id of the TLS connection with *, for binding to the channel.',
      use_keysize: "How many bits of the cipher's keys count in TLS with *.",
    },
  },
  {
    name: /^ssl_([cfs])_(\w+)$/,
    stands: {
      c: "the client's certificate",
      f: 'the certificate that HAProxy showed the client',
      s: "the server's certificate",
    },
    meanings: {
      chain_der: 'The chain of *, in DER.',
      der: 'The whole of *, in DER.',
      i_dn: 'The issuer of *, whole or a part of its name.',
      key_alg: 'The algorithm of the key in *.',
      notafter: 'When * ends.',
      notbefore: 'When * begins.',
      s_dn: 'The subject of *, whole or a part of its name.',
      serial: 'The serial number of *.',
      sha1: 'The SHA-1 fingerprint of *.',
      sig_alg: 'The algorithm that signed *.',
      version: 'The version of *.',
    },
  },
]

const CONVERTERS: readonly Family[] = [
  { name: /^(table)_(\w+)$/, stands: { table: 'the entry of this key in the stick table' }, meanings: COUNTED },
]
