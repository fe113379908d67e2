package treecast.app;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Handlers for signals of the operating system. Java supports them only in {@code sun.misc}, in a
 * module that every JDK has. It is called by reflection, because the compiler's warning about it
 * cannot be switched off.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * Installs a handler, which runs in a thread of its own. A signal that the process ignores, as in
   * the background of a shell, stays ignored; on systems without signals nothing happens.
   *
   * @param name name of the signal without {@code SIG}
   * @param action called with the signal's number
   */
  static void on(String name, IntConsumer action) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      Object given = signal.getConstructor(String.class).newInstance(name);
      int number = (Integer) signal.getMethod("getNumber").invoke(given);
      Object called =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.accept(number);
                return null;
              });
      signal.getMethod("handle", signal, handler).invoke(null, given, called);
    } catch (ReflectiveOperationException e) {
      // Java's default handler gives the same exit code, without a message.
      return;
    }
  }
}
