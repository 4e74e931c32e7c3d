/**
 * Examples and generators for tests of anything that implements or receives Lumen's API, and the way to its contracts.
 *
 * <p>Each service interface has a contract beside it, in its own package: {@link
 * dev.lumen.api.observe.MetricSourceContract}, {@link dev.lumen.api.state.StateStoreContract}, {@link
 * dev.lumen.api.feedback.FeedbackSinkContract}, {@link dev.lumen.api.act.SizeActuatorContract}, {@link
 * dev.lumen.api.act.TtlAdvisorContract}, {@link dev.lumen.api.advise.TtlPolicyContract}, {@link
 * dev.lumen.api.advise.SizeOptimizerContract} and {@link dev.lumen.api.gate.GateCalculatorContract}. An implementation
 * extends it, hands itself over, and inherits the tests:
 *
 * <pre>{@code
 * class FileStateStoreContractTest extends StateStoreContract {
 *     @TempDir Path folder;
 *
 *     @Override
 *     protected StateStore open() {
 *         return new FileStateStore(folder);
 *     }
 * }
 * }</pre>
 *
 * <p>The three that are pure functions (policy, optimiser, gate) are jqwik properties, the others JUnit Jupiter tests; a
 * subclass may add both. {@link dev.lumen.api.testkit.Metrics} and {@link dev.lumen.api.testkit.Feedbacks} build examples,
 * {@link dev.lumen.api.testkit.Generators} makes arbitrary ones.
 *
 * <p>They travel in the tests-jar, {@code dev.lumen:lumen-api:test-jar}, which brings no dependencies along. Add these,
 * all in scope test: {@code org.junit.jupiter:junit-jupiter-api}, {@code junit-jupiter-params} and {@code
 * junit-jupiter-engine} (5.12 or later), {@code org.assertj:assertj-core} (3.x), {@code net.jqwik:jqwik-api} and {@code
 * jqwik-engine} (1.9.x, not 1.10 or later). Run on the class path: the tests-jar shares packages with the API, which the
 * module path forbids.
 */
@NullMarked
package dev.lumen.api.testkit;

import org.jspecify.annotations.NullMarked;
