package io.millrace.server.aws.glue;

import java.util.Set;

/// Operations that Glue has at AWS and that are refused here by name.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/webapi/API_Operations.html>
final class OtherOperations {
    static final Set<String> NAMES = Set.of("""
            BatchDeleteConnection BatchGetBlueprints BatchGetCrawlers BatchGetCustomEntityTypes
            BatchGetDataQualityResult BatchGetDevEndpoints BatchGetJobs BatchGetTableOptimizer
            BatchGetTriggers BatchGetWorkflows BatchPutDataQualityStatisticAnnotation BatchStopJobRun
            CancelDataQualityRuleRecommendationRun CancelDataQualityRulesetEvaluationRun CancelMLTaskRun
            CancelStatement CheckSchemaVersionValidity CreateBlueprint CreateCatalog CreateClassifier
            CreateColumnStatisticsTaskSettings CreateConnection CreateCrawler CreateCustomEntityType
            CreateDataQualityRuleset CreateDevEndpoint CreateGlueIdentityCenterConfiguration
            CreateIntegration CreateIntegrationResourceProperty CreateIntegrationTableProperties
            CreateJob CreateMLTransform CreateRegistry CreateSchema CreateScript
            CreateSecurityConfiguration CreateSession CreateTableOptimizer CreateTrigger
            CreateUsageProfile CreateUserDefinedFunction CreateWorkflow DeleteBlueprint DeleteCatalog
            DeleteClassifier DeleteColumnStatisticsForPartition DeleteColumnStatisticsForTable
            DeleteColumnStatisticsTaskSettings DeleteConnection DeleteConnectionType DeleteCrawler
            DeleteCustomEntityType DeleteDataQualityRuleset DeleteDevEndpoint
            DeleteGlueIdentityCenterConfiguration DeleteIntegration DeleteIntegrationResourceProperty
            DeleteIntegrationTableProperties DeleteJob DeleteMLTransform DeleteRegistry
            DeleteResourcePolicy DeleteSchema DeleteSchemaVersions DeleteSecurityConfiguration
            DeleteSession DeleteTableOptimizer DeleteTrigger DeleteUsageProfile
            DeleteUserDefinedFunction DeleteWorkflow DescribeConnectionType DescribeEntity
            DescribeInboundIntegrations DescribeIntegrations GetBlueprint GetBlueprintRun
            GetBlueprintRuns GetCatalog GetCatalogImportStatus GetCatalogs GetClassifier GetClassifiers
            GetColumnStatisticsForPartition GetColumnStatisticsForTable GetColumnStatisticsTaskRun
            GetColumnStatisticsTaskRuns GetColumnStatisticsTaskSettings GetConnection GetConnections
            GetCrawler GetCrawlerMetrics GetCrawlers GetCustomEntityType GetDataQualityModel
            GetDataQualityModelResult GetDataQualityResult GetDataQualityRuleRecommendationRun
            GetDataQualityRuleset GetDataQualityRulesetEvaluationRun GetDataflowGraph GetDevEndpoint
            GetDevEndpoints GetEntityRecords GetGlueIdentityCenterConfiguration
            GetIntegrationResourceProperty GetIntegrationTableProperties GetJob GetJobBookmark GetJobRun
            GetJobRuns GetJobs GetMLTaskRun GetMLTaskRuns GetMLTransform GetMLTransforms GetMapping
            GetMaterializedViewRefreshTaskRun GetPlan GetRegistry GetResourcePolicies GetSchema
            GetSchemaByDefinition GetSchemaVersion GetSchemaVersionsDiff GetSecurityConfiguration
            GetSecurityConfigurations GetSession GetStatement GetTableOptimizer GetTrigger GetTriggers
            GetUnfilteredPartitionMetadata GetUnfilteredPartitionsMetadata GetUnfilteredTableMetadata
            GetUsageProfile GetUserDefinedFunction GetWorkflow GetWorkflowRun GetWorkflowRunProperties
            GetWorkflowRuns ImportCatalogToGlue ListBlueprints ListColumnStatisticsTaskRuns
            ListConnectionTypes ListCrawlers ListCrawls ListCustomEntityTypes ListDataQualityResults
            ListDataQualityRuleRecommendationRuns ListDataQualityRulesetEvaluationRuns
            ListDataQualityRulesets ListDataQualityStatisticAnnotations ListDataQualityStatistics
            ListDevEndpoints ListEntities ListIntegrationResourceProperties ListJobs ListMLTransforms
            ListMaterializedViewRefreshTaskRuns ListRegistries ListSchemaVersions ListSchemas
            ListSessions ListStatements ListTableOptimizerRuns ListTriggers ListUsageProfiles
            ListWorkflows ModifyIntegration PutDataCatalogEncryptionSettings
            PutDataQualityProfileAnnotation PutResourcePolicy PutSchemaVersionMetadata
            PutWorkflowRunProperties QuerySchemaVersionMetadata RegisterConnectionType
            RegisterSchemaVersion RemoveSchemaVersionMetadata ResetJobBookmark ResumeWorkflowRun
            RunStatement SearchTables StartBlueprintRun StartColumnStatisticsTaskRun
            StartColumnStatisticsTaskRunSchedule StartCrawler StartCrawlerSchedule
            StartDataQualityRuleRecommendationRun StartDataQualityRulesetEvaluationRun
            StartExportLabelsTaskRun StartImportLabelsTaskRun StartJobRun StartMLEvaluationTaskRun
            StartMLLabelingSetGenerationTaskRun StartMaterializedViewRefreshTaskRun StartTrigger
            StartWorkflowRun StopColumnStatisticsTaskRun StopColumnStatisticsTaskRunSchedule StopCrawler
            StopCrawlerSchedule StopMaterializedViewRefreshTaskRun StopSession StopTrigger
            StopWorkflowRun TestConnection UpdateBlueprint UpdateCatalog UpdateClassifier
            UpdateColumnStatisticsForPartition UpdateColumnStatisticsForTable
            UpdateColumnStatisticsTaskSettings UpdateConnection UpdateCrawler UpdateCrawlerSchedule
            UpdateDataQualityRuleset UpdateDevEndpoint UpdateGlueIdentityCenterConfiguration
            UpdateIntegrationResourceProperty UpdateIntegrationTableProperties UpdateJob
            UpdateJobFromSourceControl UpdateMLTransform UpdateRegistry UpdateSchema
            UpdateSourceControlFromJob UpdateTableOptimizer UpdateTrigger UpdateUsageProfile
            UpdateUserDefinedFunction UpdateWorkflow
            """.strip().split("\\s+"));

    private OtherOperations() {}
}
