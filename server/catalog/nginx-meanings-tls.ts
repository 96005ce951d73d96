/** What the directives of nginx's TLS towards clients do. */

export const tls: Readonly<Record<string, string>> = {
  ssl: 'Turned TLS on for a whole server; the ssl of listen has taken its place.',
  ssl_alpn: 'Which protocols a stream server agrees on with clients by ALPN.',
  ssl_buffer_size: 'How much is sent in one TLS record; smaller ones reach the client sooner.',
  ssl_certificate:
    "The file with the server's certificate, then the intermediate ones; a variable in it loads it for each handshake.",
  ssl_certificate_cache:
    'Remembers certificates and keys whose file names hold variables; without it each handshake reads them.',
  ssl_certificate_compression: 'Compresses certificates in TLS 1.3 handshakes.',
  ssl_certificate_key:
    'The file with the private key of ssl_certificate; nginx does not start if the two do not belong together.',
  ssl_ciphers: "The ciphers for TLS up to 1.2, in OpenSSL's notation; those of TLS 1.3 are set by ssl_conf_command.",
  ssl_client_certificate: 'The authorities whose client certificates are trusted; their names are sent to the client.',
  ssl_conf_command: 'Sets any configuration command of OpenSSL, such as Ciphersuites for TLS 1.3.',
  ssl_crl: 'The file with client certificates that have been revoked.',
  ssl_dhparam: 'The file with parameters for DHE ciphers; without it these are not used.',
  ssl_early_data:
    "Takes requests in TLS 1.3's first flight. They may be replayed: tell servers by the Early-Data header.",
  ssl_ecdh_curve: 'The curves for ECDHE; auto leaves them to OpenSSL.',
  ssl_ech_file: 'The file with keys for Encrypted Client Hello, which hides the name asked for.',
  ssl_engine: 'The hardware or software engine of OpenSSL that does the cryptography.',
  ssl_handshake_timeout: 'How long a client of stream may take for its TLS handshake.',
  ssl_object_cache_inheritable:
    'Keeps certificates, keys and trusted lists that have not changed over a reload, which makes it faster.',
  ssl_ocsp:
    "Asks the authority by OCSP whether a client's certificate has been revoked; needs ssl_verify_client and a resolver.",
  ssl_ocsp_cache: 'A shared zone for answers of OCSP about clients.',
  ssl_ocsp_responder: "Where to ask about clients' certificates, in place of the address in the certificate.",
  ssl_password_file: 'The file with passphrases of private keys, one in a line, tried in order.',
  ssl_prefer_server_ciphers: "Lets the server's order of ciphers count, not the client's, up to TLS 1.2.",
  ssl_preread: 'Reads the name from a TLS handshake without ending it, for $ssl_preread_server_name in stream.',
  ssl_protocols: "Which versions of TLS are spoken with clients; TLSv1.2 and TLSv1.3 in today's versions without it.",
  ssl_reject_handshake:
    'Refuses all TLS handshakes with this server, for a default server that shall answer for no unknown name.',
  ssl_session_cache: 'Where TLS sessions are kept so that clients can resume them; shared is for all workers.',
  ssl_session_ticket_key:
    'The files with keys of session tickets, so that several servers can resume the same sessions.',
  ssl_session_tickets: 'Lets clients resume sessions by tickets that they keep themselves.',
  ssl_session_timeout: 'How long a client may resume a TLS session, five minutes without it.',
  ssl_stapling:
    "Sends the authority's OCSP answer along with the certificate; it needs a resolver where the authority is known by name.",
  ssl_stapling_file: 'The OCSP answer that is sent along, from a file in place of asking for it.',
  ssl_stapling_responder: 'Where to ask for OCSP answers, in place of the address in the certificate.',
  ssl_stapling_verify:
    'Verifies OCSP answers before they are sent along; ssl_trusted_certificate must hold the authorities.',
  ssl_trusted_certificate:
    "Authorities that are trusted for clients' certificates and OCSP, without telling clients their names.",
  ssl_verify_client:
    'Asks clients for a certificate. on demands one, and HTTP clients without get a 400; optional takes what comes.',
  ssl_verify_depth: "How many intermediate certificates a client's chain may have.",
}
