import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './Logo.module.css';

/** The logo, with the name next to it when the sidebar has room. */
export function Logo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={styles.link}
      aria-label="StreamFlix environments, start page"
    >
      <svg viewBox="0 0 32 32" aria-hidden className={styles.mark}>
        <path d="M9 6.5 24 14 9 21.5Z" className={styles.play} />
        <path d="m9 25.5 15-7.5" className={styles.layer} />
      </svg>
      {isOpen && (
        <span className={styles.word}>
          StreamFlix <small>environments</small>
        </span>
      )}
    </Link>
  );
}
