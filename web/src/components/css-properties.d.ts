import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Degrees; the colour of an avatar or a name. */
    '--hue'?: number;
    /** In the longest number of a list. */
    '--digits'?: number;
    /** Of a message that is shown elsewhere; the rest of its text is cut off. */
    '--lines'?: number;
  }
}
