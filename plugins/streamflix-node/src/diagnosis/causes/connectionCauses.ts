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
      /UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)/,
      /(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_UNTRUSTED)/,
      /CERTIFICATE_VERIFY_FAILED/,
      /certificate signed by unknown authority/i,
      /SSL validation failed/i,
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
      /ERR_PROXY_AUTH/,
    ],
    cause: 'The HTTP proxy requires credentials.',
    resolution:
      'Add user name and password to HTTPS_PROXY of the backend, or let AWS’s endpoints pass with NO_PROXY, then try again.',
    documentation: environmentVariables,
  },
  {
    id: 'clock-wrong',
    patterns: [
      /Signature (expired|not yet current)/i,
      /is now (earlier|later) than/i,
      /RequestTimeTooSkewed/,
      /RequestExpired/,
      /difference between the request time and the (current|server'?s) time is too large/i,
      /InvalidSignatureException.*(expired|not yet current)/i,
    ],
    cause: 'The clock of the machine that signs the requests is wrong.',
    resolution:
      'Set the clock of the backend’s machine with a time server (NTP), then try again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html',
  },
  {
    id: 'network-unreachable',
    patterns: [
      /NetworkingError/,
      /\bsocket hang up\b/,
      /read ECONNRESET/,
      /connect (ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/,
      /getaddrinfo (ENOTFOUND|EAI_AGAIN)/,
      /Could not connect to the endpoint URL/i,
      /Connect timeout on endpoint URL/i,
      /EndpointConnectionError/,
      /Unable to (execute HTTP request|connect to (the remote|endpoint))/i,
      /Connection (was closed before we received|timed out) .{0,40}(response|endpoint)/i,
      /TimeoutError: (Socket|Connection) timed out/i,
    ],
    cause: 'AWS’s endpoint cannot be reached from the backend.',
    resolution:
      'Check the backend’s route, firewall, DNS and proxy (HTTPS_PROXY, NO_PROXY) to AWS’s endpoints, then try again.',
    documentation: environmentVariables,
  },
];
