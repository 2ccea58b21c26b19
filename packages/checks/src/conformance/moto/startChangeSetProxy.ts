import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const xml = (text: string) =>
  text.replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`);

const namespace = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"';

const templateResponse = (template: string) =>
  `<GetTemplateResponse ${namespace}><GetTemplateResult><TemplateBody>${xml(
    template,
  )}</TemplateBody></GetTemplateResult></GetTemplateResponse>`;

/** The parameters of a request in AWS's Query protocol; empty for any other request. */
const parametersOf = ({ headers }: IncomingMessage, body: Buffer) =>
  new URLSearchParams(
    headers['content-type']?.startsWith('application/x-www-form-urlencoded')
      ? body.toString()
      : '',
  );

/** The tags of a request, in the format of a response. */
function tagsOf(parameters: URLSearchParams): string {
  const members: string[] = [];
  for (let index = 1; ; index++) {
    const key = parameters.get(`Tags.member.${index}.Key`);
    if (key === null) return `<Tags>${members.join('')}</Tags>`;
    const value = parameters.get(`Tags.member.${index}.Value`) ?? '';
    members.push(
      `<member><Key>${xml(key)}</Key><Value>${xml(value)}</Value></member>`,
    );
  }
}

/**
 * Forwards every request to moto, and adds what moto's change sets lack: their template and their tags; and moto finds the stack
 * of a new change set only by name. The engine verifies every change set before it deploys it, and addresses stacks by ARN, so
 * without the proxy nothing could be deployed to moto.
 *
 * @returns the URL to use instead of moto's
 */
export async function startChangeSetProxy(moto: string): Promise<string> {
  const sent = new Map<string | null, URLSearchParams>();
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const parameters = parametersOf(request, body);
      const action = parameters.get('Action');
      const changeSet = sent.get(parameters.get('ChangeSetName'));
      if (action === 'GetTemplate' && changeSet) {
        const template = changeSet.get('TemplateBody') ?? '';
        response.setHeader('Content-Type', 'text/xml');
        response.end(templateResponse(template));
        return;
      }
      const isCreation = action === 'CreateChangeSet';
      if (isCreation) {
        const stack = parameters.get('StackName') ?? '';
        parameters.set('StackName', stack.split('/').at(1) ?? stack);
      }
      const unchanged = body.length > 0 ? body : undefined;
      const { 'content-length': _, connection, ...headers } = request.headers;
      const answer = await fetch(new URL(request.url ?? '/', moto), {
        method: request.method,
        headers: headers as Record<string, string>,
        body: isCreation ? parameters : unchanged,
      });
      let answered: Buffer | string = Buffer.from(await answer.arrayBuffer());
      if (isCreation) {
        const [, id] = /<Id>(.+?)<\/Id>/.exec(answered.toString()) ?? [];
        if (id) sent.set(id, parameters);
      }
      if (action === 'DescribeChangeSet' && changeSet) {
        const tags = tagsOf(changeSet);
        answered = answered.toString().replace('<Tags/>', () => tags);
      }
      answer.headers.forEach((value, name) => {
        if (!/^(content-(length|encoding)|transfer-encoding)$/.test(name)) {
          response.setHeader(name, value);
        }
      });
      response.writeHead(answer.status).end(answered);
    } catch (error) {
      // As if moto itself had closed the connection.
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
