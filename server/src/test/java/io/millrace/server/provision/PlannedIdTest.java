package io.millrace.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import io.millrace.server.provision.call.Members;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedIdTest {
    private static final String ID = "abcdefghij";

    private ProvisionTestPlant plant;
    private InnerApi api;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        plant = new ProvisionTestPlant(folder);
        api = new InnerApi(plant.door);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    private static Call create() {
        return Call.of("us-east-1", "apigateway", "POST", "/restapis")
                .withJson(Members.none().put("name", "shop"));
    }

    @Test
    void whatIsMadeHasTheIdThatWasPlanned() throws InterruptedException {
        assertThat(api.answer(create().withPlannedId(ID)).path("id").asText()).isEqualTo(ID);
    }

    @Test
    void anIdThatIsTakenIsRefused() throws InterruptedException {
        api.answer(create().withPlannedId(ID));

        assertThatThrownBy(() -> api.answer(create().withPlannedId(ID))).hasMessage("The id " + ID + " is taken");
    }

    @Test
    void noHeaderPlansAnId() throws InterruptedException {
        Call call = create().withHeader("X-Millrace-Id", ID).withHeader("plannedId", ID);

        assertThat(api.answer(call).path("id").asText()).isNotEqualTo(ID);
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        assertThatThrownBy(() -> api.answer(create().withPlannedId("../x"))).hasMessage("Invalid id: '../x'");
    }
}
