package dev.lumen.redis.testkit;

import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Has {@code ForbiddenCommandsTest} run after all other classes; their order stays. */
public final class LastClassOrderer implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort((one, other) -> Boolean.compare(isLast(one), isLast(other)));
    }

    private static boolean isLast(ClassDescriptor descriptor) {
        return descriptor.getTestClass() == ForbiddenCommandsTest.class;
    }
}
