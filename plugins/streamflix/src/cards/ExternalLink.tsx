import { Link } from '@backstage/ui';
import { linkHref } from './linkHref';

/** An address from AWS: a link where it is safe to follow, otherwise its text. */
export function ExternalLink(props: { address: string; localAws: boolean }) {
  const { address, localAws } = props;
  const href = linkHref(address, { localAws });
  return href ? (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {address}
    </Link>
  ) : (
    <span>{address}</span>
  );
}
