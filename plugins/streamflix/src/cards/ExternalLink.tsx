import { Link } from '@backstage/ui';
import { linkHref } from './linkHref';

/**
 * A URL from AWS: a link where it is safe to follow, otherwise text.
 *
 * @param props.text - shown in place of the URL
 * @param props.label - for screen readers, where the text is not clear on its own
 */
export function ExternalLink(props: {
  address: string;
  localAws: boolean;
  text?: string;
  label?: string;
}) {
  const { address, localAws, text = address, label } = props;
  const href = linkHref(address, { localAws });
  return href ? (
    <Link
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
    >
      {text}
    </Link>
  ) : (
    <span>{text}</span>
  );
}
