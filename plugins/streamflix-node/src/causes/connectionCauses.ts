import type { Cause } from './Cause';

const environmentVariables =
  'https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html';

/** Between the backend, or the terminal, and AWS. */
export const connectionCauses: readonly Cause[] = [
  {
    id: 'tls-proxy-ca-untrusted',
    patterns: [
      /self[- ]signed certificate/i,
      /unable to (get|verify) (the )?(local )?(issuer|first) certificate/i,
      /certificate signed by unknown authority/i,
      /SSL validation failed/i,
      /unable to get issuer certificate/i,
      /certificate verify failed/i,
    ],
    codes: [
      /UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)/,
      /(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_UNTRUSTED)/,
      /CERTIFICATE_VERIFY_FAILED/,
      /UNABLE_TO_GET_ISSUER_CERT_LOCALLY/,
    ],
    cause:
      'The TLS certificate that AWS’s endpoint presents is not signed by a known authority; usually a company’s proxy inspects TLS.',
    resolution:
      'Give the backend the certificate authority of the company with NODE_EXTRA_CA_CERTS, or let AWS’s endpoints pass uninspected, then try again.',
    documentation: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  },
  {
    id: 'proxy-needs-login',
    patterns: [
      /(status( ?code)?:? |failed: |HTTP\S* )407\b/i,
      /Proxy Authentication Required/i,
      /tunnel .{0,200} 407\b/i,
      /tunneling socket could not be established.{0,40}407/i,
      /\b407\b.{0,80}(tunnel|proxy)|(tunnel|proxy).{0,80}\b407\b/i,
    ],
    cause: 'The HTTP proxy requires credentials.',
    resolution:
      'Add user name and password to HTTPS_PROXY of the backend, or let AWS’s endpoints pass with NO_PROXY, then try again.',
    documentation: environmentVariables,
  },
  {
    id: 'proxy-refused',
    patterns: [
      /Failed to establish tunnel to /i,
      /tunneling socket could not be established/i,
      /(unable|failed) to connect to proxy/i,
      /Proxy connection (ended|timed out|failed)/i,
    ],
    codes: [/ERR_PROXY_\w+/],
    cause: 'The HTTP proxy does not let the request to AWS pass.',
    resolution:
      'Allow AWS’s endpoints at the proxy, or exempt them with NO_PROXY; check its address in HTTPS_PROXY. Then try again.',
    documentation:
      'https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html',
  },
  {
    id: 'clock-wrong',
    patterns: [
      /Signature (expired|not yet current)/i,
      /is now (earlier|later) than/i,
      /difference between the request time and the (current|server'?s) time is too large/i,
      /InvalidSignatureException.*(expired|not yet current)/i,
    ],
    codes: [/RequestTimeTooSkewed/, /RequestExpired/],
    cause: 'The clock of the machine that signs the requests is wrong.',
    resolution:
      'Set the clock of the backend’s machine with a time server (NTP), then try again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html',
  },
  {
    id: 'network-unreachable',
    patterns: [
      /gaierror\(/,
      /\bsocket hang up\b/,
      /read ECONNRESET/,
      /getaddrinfo (ENOTFOUND|EAI_AGAIN)(?! (?!\S*amazonaws)\S+\.\S)/,
      /Could not connect to the endpoint URL/i,
      /Connect timeout on endpoint URL/i,
      /Unable to (execute HTTP request|connect to (the remote|endpoint))/i,
      /Connection (was closed before we received|timed out) .{0,40}(response|endpoint)/i,
      /TimeoutError: (Socket|Connection) timed out/i,
      /request send failed, (Get|Post|Put|Head|Delete) "https:\/\/[\w.-]+amazonaws\.com/i,
      /(read|connect|write) (ECONNRESET|ETIMEDOUT|EPIPE|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)\b(?! [\w.:-]+:(?!443\b)\d)/,
      /(dial|read|write) tcp:? (?!127\.).{0,160}(connection (reset|refused)|i\/o timeout|no such host|no route to host|network is unreachable)/i,
      /TLS handshake timeout/i,
      /(connect|connection|read|socket) timed? ?out\b.{0,80}(endpoint|amazonaws|after \d+ ?ms)/i,
      /Client network socket disconnected/i,
      /TypeError: fetch failed/,
      /StatusCode: 0\b.{0,80}context deadline exceeded/i,
      /Failed to connect to .{0,80}(port|443)/i,
      /Max retries exceeded with url/i,
    ],
    codes: [
      /NetworkingError/,
      /EndpointConnectionError/,
      /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)\b(?! [\w.:-]+:(?!443\b)\d)(?! (?!\S*amazonaws)\S+\.[a-z])/,
    ],
    cause: 'AWS’s endpoint cannot be reached from the backend.',
    resolution:
      'Check the backend’s route, firewall, DNS and proxy (HTTPS_PROXY, NO_PROXY) to AWS’s endpoints, then try again.',
    documentation: environmentVariables,
  },
];
