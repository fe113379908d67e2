package treecast.app;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Signals of the operating system. Java has them in {@code sun.misc} alone, in a module that every
 * JDK has; as the compiler warns of it whatever it is told, it is called by reflection.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * Does something when a signal comes, in a thread of its own. A signal that is ignored, as in the
   * background of a shell, stays ignored; where there are no signals nothing comes.
   *
   * @param name without {@code SIG}
   * @param action is given the signal's number
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
      // Java's own handling gives the same exit code, without a line.
      return;
    }
  }
}
