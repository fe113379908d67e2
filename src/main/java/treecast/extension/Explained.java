package treecast.extension;

/**
 * An exception whose message is one line for the person who runs a command: what is wrong, where,
 * what was expected and what was found. It passes a provider unchanged.
 */
public interface Explained {}
