package io.fairlead.rig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** MetalLB's own code as the judge of a configuration: what its webhooks, its controller and its speakers say of it. */
public final class MetalLbCheck implements AutoCloseable {

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    private MetalLbCheck(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** The judge of a regime. */
    public static MetalLbCheck of(Regime regime) {
        try {
            return new MetalLbCheck(
                    new ProcessBuilder(RigBinaries.metalLbCheck(regime).toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What MetalLB says.
     *
     * @param mode {@code native} or {@code frr}
     * @param what the objects as an array, or the text of the ConfigMap, as the regime has it
     * @return {@code ok} or the error
     */
    public String ask(String mode, JsonElement what) {
        JsonObject question = new JsonObject();
        question.addProperty("mode", mode);
        question.add(what.isJsonArray() ? "objects" : "text", what);
        try {
            questions.write(question + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("MetalLB's check has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
