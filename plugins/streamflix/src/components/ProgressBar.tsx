import styles from './ProgressBar.module.css';

/** How much of an operation is done; BUI has no progress bar. A `total` of 0 means that nothing could be counted. */
export function ProgressBar(props: {
  done: number;
  total: number;
  label: string;
  /** What the bar shows, as text. */
  text: string;
}) {
  const { done, total, label, text } = props;
  const counted = total > 0;
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuetext={text}
      {...(counted && {
        'aria-valuemin': 0,
        'aria-valuemax': total,
        'aria-valuenow': done,
      })}
    >
      <div
        className={`${styles.done} ${counted ? '' : styles.uncounted}`}
        style={counted ? { width: `${(100 * done) / total}%` } : undefined}
      />
    </div>
  );
}
