package io.fairlead.app;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.fairlead.text.Printable;

/**
 * An exception and its causes, with the first frames of each, one line each whatever the messages contain. logback.xml names
 * this class.
 */
public final class PrintableThrowable extends ThrowableHandlingConverter {

    private static final int MOST_FRAMES = 8;
    private static final int MOST_CAUSES = 5;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder lines = new StringBuilder();
        IThrowableProxy thrown = event.getThrowableProxy();
        for (int causes = 0; thrown != null && causes <= MOST_CAUSES; causes++) {
            lines.append(causes == 0 ? "" : "Caused by: ");
            line(lines, thrown.getClassName() + ": " + thrown.getMessage());
            for (int i = 0; i < Math.min(MOST_FRAMES, thrown.getStackTraceElementProxyArray().length); i++) {
                lines.append('\t');
                line(lines, thrown.getStackTraceElementProxyArray()[i].toString());
            }
            thrown = thrown.getCause();
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, String text) {
        lines.append(Printable.of(text)).append(System.lineSeparator());
    }
}
