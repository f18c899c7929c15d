"""What `Ref` and `GetAtt` answer for resources, as far as it follows from names.

Sources: "Return values" of each resource in the CloudFormation template reference.
"""

from collections.abc import Mapping

NAME_PROPERTIES: Mapping[str, str] = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::EventBus": "Name",
    "AWS::IAM::Role": "RoleName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::Serverless::Function": "FunctionName",
    "AWS::Serverless::SimpleTable": "TableName",
    "AWS::SQS::Queue": "QueueName",
}
"""The property that, where present, names the resource of a type; `Ref` answers it."""

_ARN = "arn:{partition}:"
_FUNCTION = {"Arn": _ARN + "lambda:{region}:{account}:function:{id}"}
_TABLE = {"Arn": _ARN + "dynamodb:{region}:{account}:table/{id}"}

_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "AWS::AppSync::ApiKey": {"ApiKey": "{last}", "ApiKeyId": "{last}", "Arn": "{id}"},
    "AWS::AppSync::GraphQLApi": {
        "ApiId": "{last}",
        "Arn": _ARN + "appsync:{region}:{account}:apis/{last}",
    },
    "AWS::Cognito::UserPool": {
        "Arn": _ARN + "cognito-idp:{region}:{account}:userpool/{id}",
        "ProviderName": "cognito-idp.{region}.amazonaws.com/{id}",
        "ProviderURL": "https://cognito-idp.{region}.amazonaws.com/{id}",
        "UserPoolId": "{id}",
    },
    "AWS::Cognito::UserPoolClient": {"ClientId": "{id}"},
    "AWS::DynamoDB::Table": _TABLE,
    "AWS::Events::EventBus": {
        "Arn": _ARN + "events:{region}:{account}:event-bus/{id}",
        "Name": "{id}",
    },
    "AWS::IAM::Role": {"Arn": _ARN + "iam::{account}:role/{id}"},
    "AWS::Lambda::Function": _FUNCTION,
    "AWS::Logs::LogGroup": {"Arn": _ARN + "logs:{region}:{account}:log-group:{id}:*"},
    "AWS::S3::Bucket": {
        "Arn": _ARN + "s3:::{id}",
        "DomainName": "{id}.s3.amazonaws.com",
        "RegionalDomainName": "{id}.s3.{region}.amazonaws.com",
    },
    "AWS::Serverless::Function": _FUNCTION,
    "AWS::Serverless::SimpleTable": _TABLE,
    "AWS::SNS::Topic": {"TopicArn": "{id}", "TopicName": "{tail}"},
    "AWS::SQS::Queue": {
        "Arn": _ARN + "sqs:{region}:{account}:{last}",
        "QueueName": "{last}",
        "QueueUrl": "{id}",
    },
}


def attribute(type_name: str, name: str, *, physical_id: str, place: Mapping[str, str]) -> str:
    """What GetAtt answers for a resource. place: partition, region, account.

    Raises LookupError for what only the deployed resource knows.
    """
    return _ATTRIBUTES[type_name][name].format(
        id=physical_id,
        last=physical_id.rsplit("/", 1)[-1],
        tail=physical_id.rsplit(":", 1)[-1],
        **place,
    )
