import styles from './Form.module.css';

/** Problems that no control shows itself. */
export function FieldProblems(props: {
  id?: string;
  messages: readonly string[];
}) {
  const { id, messages } = props;
  if (messages.length === 0) return null;
  return (
    <div id={id} role="alert">
      {messages.map(message => (
        <p key={message} className={styles.problem}>
          {message}
        </p>
      ))}
    </div>
  );
}

/**
 * Of a control without a value: React Aria does not validate those.
 *
 * @param id - of the `FieldProblems` that shows the messages
 */
export const invalidWithout = (
  value: unknown,
  messages: readonly string[],
  id: string,
) =>
  value === undefined && messages.length > 0
    ? { isInvalid: true, 'aria-describedby': id }
    : {};
