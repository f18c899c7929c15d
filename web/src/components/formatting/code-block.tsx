import { Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import styles from './code-block.module.css';

interface CodeBlockProps {
  readonly code: string;
  /** As the person called it; empty if they did not. */
  readonly language: string;
  readonly onCopy: (code: string) => void;
}

export function CodeBlock({ code, language, onCopy }: CodeBlockProps) {
  const frame = useRef<HTMLPreElement>(null);
  const [isWider, setIsWider] = useState(false);
  useEffect(() => {
    const shown = frame.current;
    if (!shown) return undefined;
    const observer = new ResizeObserver(() => {
      setIsWider(shown.scrollWidth > shown.clientWidth || shown.scrollHeight > shown.clientHeight);
    });
    observer.observe(shown);
    return () => {
      observer.disconnect();
    };
  }, [code]);

  const label = language === '' ? 'Code' : `Code: ${language}`;
  return (
    <div className={styles.block} dir="ltr">
      <div className={styles.bar}>
        <span className={styles.language}>{language}</span>
        <button
          type="button"
          className={styles.copy}
          aria-label="Copy code"
          title="Copy code"
          onClick={() => {
            onCopy(code);
          }}
        >
          <Copy size={14} aria-hidden />
        </button>
      </div>
      {/* The keyboard scrolls what has the focus. */}
      <pre
        ref={frame}
        className={styles.code}
        role={isWider ? 'region' : undefined}
        aria-label={isWider ? label : undefined}
        tabIndex={isWider ? 0 : undefined}
      >
        <code>{code}</code>
      </pre>
    </div>
  );
}
