import {
  GetVpcLinksCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import {
  printable,
  type Reading,
  type VpcLinkFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { known, unread } from '../reading';

/** The VPC links of an account and region by name, read at once for all environments. */
export async function readVpcLinks(
  apiGatewayV2: ApiGatewayV2Client,
): Promise<(name: string) => Reading<VpcLinkFacts> | undefined> {
  const links = new Map<string, Reading<VpcLinkFacts>>();
  try {
    let NextToken: string | undefined;
    do {
      const page = await apiGatewayV2.send(
        new GetVpcLinksCommand({ NextToken, MaxResults: '100' }),
      );
      for (const link of page.Items ?? []) {
        const name = link.Name ?? '';
        const message = link.VpcLinkStatusMessage;
        links.set(
          name,
          known({
            name,
            status: printable(link.VpcLinkStatus ?? ''),
            ...(message && { message: printable(message) }),
          }),
        );
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return name => links.get(name);
  } catch (error) {
    const reading = unread(error);
    return () => reading;
  }
}
