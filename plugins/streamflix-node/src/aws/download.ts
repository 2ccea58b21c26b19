import { Agent as HttpAgent, get as getHttp } from 'node:http';
import { Agent as HttpsAgent, get as getHttps } from 'node:https';
import { proxySettings } from './createAwsClients';

const timeout = 10_000;
/** Characters; the documents that AWS links to are far smaller. */
const maximum = 1024 * 1024;

/**
 * Downloads a document from an address that AWS signed, by the proxy of the environment like every call.
 *
 * @throws Error when it is not answered within ten seconds, refused, or too large
 */
export function download(url: string): Promise<string> {
  const options = { proxyEnv: proxySettings() };
  const send = () =>
    url.startsWith('http://')
      ? getHttp(url, { agent: new HttpAgent(options), timeout })
      : getHttps(url, { agent: new HttpsAgent(options), timeout });
  return new Promise((resolve, reject) => {
    const request = send();
    request.on('error', reject);
    request.on('timeout', () =>
      request.destroy(new Error('The download timed out.')),
    );
    request.on('response', response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('error', reject);
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > maximum) {
          request.destroy(new Error('The document is too large.'));
        }
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`It is answered with ${response.statusCode}.`));
      });
    });
  });
}
