package dev.lumen.examples.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output that ends the command when its reader has left, as a signal ends other programs; a {@code PrintStream}
 * would take note of that as of any other fault and go on.
 */
final class PipedOutput extends FilterOutputStream {
    PipedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            if (isClosedPipe(String.valueOf(e.getMessage()))) {
                throw new ReaderLeft(e);
            }
            throw e;
        }
    }

    /** In the words of Unix and of Windows: Java has no class for it. */
    private static boolean isClosedPipe(String message) {
        return message.startsWith("Broken pipe") || message.startsWith("The pipe is being closed");
    }

    /** Nobody reads what the command writes any more. */
    static final class ReaderLeft extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReaderLeft(IOException cause) {
            super(cause);
        }
    }
}
