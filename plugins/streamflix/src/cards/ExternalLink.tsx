import { Link } from '@backstage/ui';
import { linkHref } from './linkHref';

/** A URL from AWS: a link where it is safe to follow, otherwise text. */
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
