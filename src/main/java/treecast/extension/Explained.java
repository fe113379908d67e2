package treecast.extension;

/**
 * Marker of exceptions whose message is one line for the user: where the error is, what was
 * expected and what was found. Such an exception is passed on unchanged if a provider throws it.
 */
public interface Explained {}
