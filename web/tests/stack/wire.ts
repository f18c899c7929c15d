/** A wire that can be cut: it carries TCP to a port of this machine. */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** open: carries.  cut: closes what is there and lets nothing in.  silent: holds back every byte. */
export type WireState = 'open' | 'cut' | 'silent';

export class Wire {
  readonly port: number;
  readonly #sockets = new Set<Socket>();
  readonly #end: () => void;
  #state: WireState = 'open';

  static async to(port: number): Promise<Wire> {
    const wires: { wire?: Wire } = {};
    const server = createServer((near) => wires.wire?.join(near, port));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const wire = new Wire((server.address() as AddressInfo).port, () => server.close());
    wires.wire = wire;
    return wire;
  }

  private constructor(port: number, end: () => void) {
    this.port = port;
    this.#end = end;
  }

  become(state: WireState): void {
    this.#state = state;
    if (state === 'cut') for (const socket of this.#sockets) socket.destroy();
  }

  end(): void {
    this.become('cut');
    this.#end();
  }

  join(near: Socket, port: number): void {
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    this.#carry(near, far);
    this.#carry(far, near);
  }

  /** What falls into a silence is lost, as on a network that has changed under a connection. */
  #carry(from: Socket, to: Socket): void {
    let isDead = false;
    this.#sockets.add(from);
    from.on('data', (bytes) => {
      isDead ||= this.#state === 'silent';
      if (!isDead) to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
