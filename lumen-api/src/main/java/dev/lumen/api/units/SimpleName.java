package dev.lumen.api.units;

/** What a report calls an object that has no name of its own: never blank, whatever its class. */
public final class SimpleName {
    private SimpleName() {}

    /**
     * The simple class name of {@code object}; for a lambda that of the class that holds it, and for an anonymous class,
     * which has none, its binary name without the package, such as {@code Host$1}.
     */
    public static String of(Object object) {
        Class<?> type = object.getClass();
        String binary = type.getName();
        String simple = type.isAnonymousClass() ? binary.substring(binary.lastIndexOf('.') + 1) : type.getSimpleName();
        int lambda = simple.indexOf("$$");
        return lambda <= 0 ? simple : simple.substring(0, lambda);
    }
}
